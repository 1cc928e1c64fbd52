import { describe, expect, it } from "vitest";
import type { ServerFrame, VisitorMessage } from "../../../lib/assistant/protocol";
import { EMPTY_CHAT, receive, resumeOf, write, type Chat } from "./chat";

const message = (over: Partial<VisitorMessage> & { seq: number }): VisitorMessage => ({
  turn: Math.ceil(over.seq / 2),
  role: over.seq % 2 === 1 ? "visitor" : "assistant",
  text: "",
  state: "complete",
  citations: [],
  at: 1_000,
  ...over,
});
const ready = (over: Partial<Extract<ServerFrame, { type: "ready" }>> = {}): ServerFrame => ({
  type: "ready",
  head: 0,
  messages: [],
  earlier: false,
  running: null,
  ...over,
});
const play = (chat: Chat, ...frames: ServerFrame[]): Chat => frames.reduce(receive, chat);

/** A conversation as the protocol describes it: one answer, token by token, to whoever is connected. */
class FakeConversation {
  readonly tokens = ["Returns", " are", " free", " within", " 30", " days", " [1]", ".\n\nSee", " the", " **page**."];
  spoken = 0;

  get text(): string {
    return this.tokens.slice(0, this.spoken).join("");
  }
  get answer(): VisitorMessage {
    return message({ seq: 2, text: this.text, state: this.spoken < this.tokens.length ? "running" : "complete" });
  }
  speak(): ServerFrame[] {
    const at = this.text.length;
    const text = this.tokens[this.spoken++] ?? "";
    const delta: ServerFrame = { type: "delta", seq: 2, at, text };
    return this.spoken === this.tokens.length ? [delta, { type: "message", message: this.answer }] : [delta];
  }
  init({ since, at }: ReturnType<typeof resumeOf>): ServerFrame[] {
    const held = at?.seq === 2 && this.answer.state === "running" ? at.length : null;
    const known = since >= 2 && held === null && at === undefined;
    const messages = [message({ seq: 1, text: "May I return it?" }), this.answer].filter(
      ({ seq }) => seq > since || (seq === 2 && held === null && !known),
    );
    const running = this.answer.state === "running" ? 2 : null;
    const more: ServerFrame[] = held === null ? [] : [{ type: "delta", seq: 2, at: held, text: this.text.slice(held) }];
    return [ready({ head: 2, messages, running }), ...more];
  }
}

describe("receive", () => {
  it("shows each token once, wherever in the answer the connection was cut, and whatever was missed", () => {
    const whole = new FakeConversation().tokens.join("");
    const { length } = new FakeConversation().tokens;
    for (let cut = 0; cut <= length; cut++) {
      for (let missed = 0; missed <= length - cut; missed++) {
        const server = new FakeConversation();
        let chat = play(EMPTY_CHAT, ...server.init({ since: 0 }));
        const shown: string[] = [];
        const show = (frames: ServerFrame[]) => {
          for (const frame of frames) {
            const before = chat.messages.at(-1)?.text ?? "";
            chat = receive(chat, frame);
            const after = chat.messages.at(-1)?.text ?? "";
            expect(after.startsWith(before)).toBe(true);
            shown.push(after.slice(before.length));
          }
        };
        for (let each = 0; each < cut; each++) show(server.speak());
        for (let each = 0; each < missed; each++) server.speak();
        show(server.init(resumeOf(chat)));
        while (server.spoken < length) show(server.speak());
        expect(shown.join("")).toBe(whole);
        expect(chat.messages.map(({ seq, state }) => [seq, state])).toEqual([
          [1, "complete"],
          [2, "complete"],
        ]);
        expect(chat.lostFrom).toBeUndefined();
      }
    }
  });

  it("takes frames twice without a change", () => {
    const server = new FakeConversation();
    let chat = play(EMPTY_CHAT, ...server.init({ since: 0 }));
    for (let each = 0; each < 5; each++) {
      const frames = server.speak();
      chat = play(chat, ...frames);
      expect(play(chat, ...frames)).toEqual(chat);
    }
  });

  it("adds only the new part of a delta that begins within what is known", () => {
    const chat = play(
      EMPTY_CHAT,
      ready({ running: 2, messages: [message({ seq: 2, text: "Hello wo", state: "running" })] }),
    );
    expect(receive(chat, { type: "delta", seq: 2, at: 6, text: "world." }).messages[0]?.text).toBe("Hello world.");
  });

  it("asks anew from an answer of which something is missing", () => {
    const chat = play(EMPTY_CHAT, ready({ running: 2, messages: [message({ seq: 2, text: "He", state: "running" })] }));
    const lost = receive(chat, { type: "delta", seq: 2, at: 5, text: "x" });
    expect(lost.messages).toEqual(chat.messages);
    expect(resumeOf(lost)).toEqual({ since: 1 });
    expect(
      play(lost, ready({ running: 2, messages: [message({ seq: 2, text: "Hello", state: "running" })] })).lostFrom,
    ).toBeUndefined();
  });

  it("asks anew when an answer it holds as ended runs again, and the other way round", () => {
    const ended = play(EMPTY_CHAT, ready({ messages: [message({ seq: 1 }), message({ seq: 2, text: "Old" })] }));
    expect(resumeOf(play(ended, ready({ running: 2 })))).toEqual({ since: 1 });
    const running = play(EMPTY_CHAT, ready({ running: 2, messages: [message({ seq: 2, state: "running" })] }));
    expect(resumeOf(play(running, ready({ running: null })))).toEqual({ since: 1 });
  });

  it("puts a regenerated answer in the place of the earlier one", () => {
    const chat = play(
      EMPTY_CHAT,
      ready({ messages: [message({ seq: 1 }), message({ seq: 2, text: "Old" })] }),
      { type: "message", message: message({ seq: 2, state: "running" }) },
      { type: "delta", seq: 2, at: 0, text: "New" },
    );
    expect(chat.messages.map(({ text }) => text)).toEqual(["", "New"]);
  });

  it("keeps what the visitor wrote until the conversation repeats it, once", () => {
    const sent = write(EMPTY_CHAT, { id: "a", text: "Hi", at: 1 });
    expect(play(sent, ready()).pending).toHaveLength(1);
    const said = message({ seq: 1, id: "a", text: "Hi" });
    expect(play(sent, { type: "message", message: said }, { type: "message", message: said })).toMatchObject({
      pending: [],
      messages: [said],
    });
  });

  it("keeps a refused message with its reason, and lets it be sent again", () => {
    const sent = write(EMPTY_CHAT, { id: "a", text: "Hi", at: 1 });
    const refused = receive(sent, { type: "error", id: "a", code: "rate_limited", message: "Too fast." });
    expect(refused.pending[0]?.error?.code).toBe("rate_limited");
    expect(write(refused, { id: "a", text: "Hi", at: 2 }).pending).toEqual([{ id: "a", text: "Hi", at: 2 }]);
  });

  it("puts older history before what is there", () => {
    const chat = play(EMPTY_CHAT, ready({ earlier: true, messages: [message({ seq: 3 }), message({ seq: 4 })] }), {
      type: "history",
      messages: [message({ seq: 1 }), message({ seq: 2 })],
      earlier: false,
    });
    expect(chat.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(chat.earlier).toBe(false);
  });

  it("begins anew where more was missed than comes at once", () => {
    const chat = play(EMPTY_CHAT, ready({ messages: [message({ seq: 1 }), message({ seq: 2 })] }));
    const back = receive(chat, ready({ earlier: true, messages: [message({ seq: 61 }), message({ seq: 62 })] }));
    expect(back.messages.map(({ seq }) => seq)).toEqual([61, 62]);
    expect(back.earlier).toBe(true);
  });

  it("ignores what a newer server may say", () => {
    expect(receive(EMPTY_CHAT, { type: "fireworks" } as unknown as ServerFrame)).toBe(EMPTY_CHAT);
  });
});
