import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type ConversationId, type ProjectId, type TenantId, type VisitorId } from "@/lib/platform/ids";
import { VISITOR_CLOSE, VISITOR_LIMITS } from "@/lib/assistant/protocol";
import { DEFAULT_GUARD } from "@/lib/guard/protocol";
import { mintSession } from "@/lib/assistant/server/session-token";
import { latch } from "./testing/session-client";
import { worker } from "./testing/room-client";
import { bindings, DOCUMENT, ORIGIN, Panel, TestVisit, upgrade } from "./testing/visit-client";

let visit: TestVisit;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  visit = await new TestVisit().enter();
});

const ANSWER = "You can return it within 30 days [1].";

describe("a turn", () => {
  it("stores the question before it acknowledges it, streams the answer, and ends it with its sources", async () => {
    const panel = await visit.open();
    const id = panel.ask("Can I return an order?");
    expect(await panel.answered(2)).toMatchObject({
      ...{ seq: 2, turn: 1, role: "assistant", text: ANSWER, state: "complete", outcome: "answered" },
      citations: [{ n: 1, title: "Returns", url: "https://shop.example/returns", documentId: visit.documentId }],
    });
    expect(panel.frames.map(({ type }) => type)).toEqual([
      ...["ready", "message", "message"],
      ...panel.frames.filter(({ type }) => type === "delta").map(() => "delta"),
      "message",
    ]);
    expect(panel.messages.get(1)).toMatchObject({ role: "visitor", text: "Can I return an order?", id });
    for (const { quote, start, end } of panel.messages.get(2)?.citations ?? []) {
      expect(DOCUMENT.slice(start, end)).toBe(quote);
      expect(quote).not.toBe("");
    }
    expect(await visit.messages()).toEqual([...panel.messages.values()]);
    const [system] = visit.asked[0]?.messages ?? [];
    expect(system?.content).toContain("You can return every order within 30 days.");
    expect(system?.content).toContain("Be kind.");
  });

  it("abstains below the bound in the visitor's language, without a model", async () => {
    visit.confidence = 0.2;
    const panel = await visit.open();
    panel.ask("What is the meaning of life?");
    const answer = await panel.answered(2);
    expect(answer).toMatchObject({ state: "complete", outcome: "abstained", citations: [] });
    expect(answer.text).toContain("could not find");
    expect(visit.asked).toEqual([]);
  });

  it("notes what the visitor wanted and in what mood, and says who can help where a person is wanted", async () => {
    visit.confidence = 0.2;
    const panel = await visit.open();
    panel.ask("This is useless, let me talk to a human please");
    expect((await panel.answered(2)).text).toContain("cannot put you through");
    visit.confidence = 0.9;
    panel.ask("Can I talk to a person about a return?");
    // What the documents say of it comes first.
    expect(await panel.answered(4)).toMatchObject({ outcome: "answered" });
    const traces = await visit.sql("SELECT kept FROM messages WHERE seq IN (2, 4) ORDER BY seq");
    expect(traces.map(([kept]) => (JSON.parse(String(kept)) as { trace: object }).trace)).toMatchObject([
      { intent: "person", sentiment: "negative", confidence: 0.2 },
      { intent: "person", sentiment: "neutral", confidence: 0.9 },
    ]);
    expect(JSON.stringify(await visit.messages())).not.toContain("sentiment");
  });

  it.each([
    ["no model answers", { failed: true }],
    ["the quota is used up", { refused: true }],
    ["the model says nothing", { texts: [] }],
  ])("quotes the documents when %s", async (_name, script) => {
    visit.scripts = [script];
    const panel = await visit.open();
    panel.ask("Can I return an order within 30 days?");
    const answer = await panel.answered(2);
    expect(answer).toMatchObject({ state: "complete", outcome: "answered" });
    expect(answer.text).toBe("You can return every order within 30 days. [1]");
    expect(answer.citations).toMatchObject([{ quote: "You can return every order within 30 days." }]);
  });

  it("says that people can be asked when nothing else is left", async () => {
    visit.scripts = [{ failed: true }];
    const panel = await visit.open();
    panel.ask("Zebra quantum?");
    expect((await panel.answered(2)).text).toContain("ask the team");
  });

  it("greets one who greets, in the project's words, without looking anything up", async () => {
    visit.facts = { texts: { en: { greeting: "Ahoy!" } } };
    const panel = await visit.open();
    panel.ask("Hello!");
    expect(await panel.answered(2)).toMatchObject({ text: "Ahoy!", outcome: "answered", citations: [] });
    panel.ask("Thank you");
    expect((await panel.answered(4)).text).toContain("You are welcome");
    expect([visit.searched, visit.asked]).toEqual([[], []]);
  });

  it("that was cut keeps what there was, with a typed error", async () => {
    visit.scripts = [{ texts: ["You can ", "return "], cut: true }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    expect(await panel.answered(2)).toMatchObject({
      ...{ state: "failed", text: "You can return ", error: { code: "provider_cut" } },
    });
  });

  it("lets no personal data reach a model, knowledge or Postgres, and gives it back to the visitor", async () => {
    visit.scripts = [{ texts: ["We wrote to [ema", "il-1] [1]."] }];
    const panel = await visit.open();
    panel.ask("Can I return it? Write to ada.lovelace@mail.example");
    expect((await panel.answered(2)).text).toBe("We wrote to ada.lovelace@mail.example [1].");
    expect(JSON.stringify([visit.asked, visit.searched])).not.toContain("ada.lovelace");
    await visit.ring();
    expect(visit.projected.length).toBeGreaterThan(0);
    expect(JSON.stringify(visit.projected)).not.toContain("ada.lovelace");
    expect(visit.projected.at(-1)?.messages.map(({ text }) => text)).toEqual([
      "Can I return it? Write to [email-1]",
      "We wrote to [email-1] [1].",
    ]);
  });

  it("lets no personal data out by a comment, or by the address of the page", async () => {
    const panel = await visit.open();
    const page = { url: "https://shop.example/of/ada%40mail.example/me", title: "Orders of ada@mail.example" };
    panel.send({ type: "message", id: crypto.randomUUID(), text: "Can I return an order?", page });
    await panel.answered(2);
    panel.send({ type: "feedback", seq: 2, vote: "down", comment: "Call me: +49 171 1234567" });
    await panel.until((frame) => frame.type === "message" && frame.message.vote === "down");
    await visit.ring();
    const kept = visit.projected.at(-1);
    expect(kept?.messages.at(-1)).toMatchObject({ vote: "down", comment: "Call me: [phone-1]" });
    expect(kept?.conversation.pageUrl).toBe("https://shop.example/of/[email]/me");
    expect(JSON.stringify([visit.asked, visit.projected])).not.toMatch(/ada@|ada%40|1234567/);
  });

  it("lets no model have the name that a visitor proved, where the project keeps names", async () => {
    visit.facts = { guard: { ...DEFAULT_GUARD, redact: ["name"] } };
    visit.scripts = [{ texts: ["Of course, [name-1] [1]."] }];
    const panel = await visit.open();
    panel.ask("This is Ada, can I return it?");
    expect((await panel.answered(2)).text).toBe("Of course, Ada [1].");
    expect(JSON.stringify(visit.asked)).not.toContain("Ada");
  });

  it("takes out links to strange hosts and markers of no source", async () => {
    visit.scripts = [
      { texts: ["See [here](https://evil", ".example/x) or [there](https://shop.example/r) [1]", " [7]."] },
    ];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    const { text, citations } = await panel.answered(2);
    expect(text).not.toContain("evil.example");
    expect(text).toContain("https://shop.example/r");
    expect(text).not.toContain("[7]");
    expect(citations.map(({ n }) => n)).toEqual([1]);
  });

  it("ends an answer that gives the system text away", async () => {
    let mark = "";
    visit.scripts = [{ texts: ["x"] }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    mark = /\[([a-z]{20})\]/.exec(String(visit.asked[0]?.messages[0]?.content))?.[1] ?? "";
    expect(mark).not.toBe("");
    // Every call has a mark of its own, so the rule of the house is what is repeated here.
    const rule = String(visit.asked[0]?.messages[0]?.content)
      .split("\n")
      .find((line) => line.startsWith("Text between"));
    visit.scripts = [{ texts: ["Sure: ", ...(rule ?? "").replaceAll(/<\/?data-[^>]*>/g, "").split(/(?<= )/)] }];
    panel.ask("And the exchange of an order?");
    expect(await panel.answered(4)).toMatchObject({ state: "complete", outcome: "refused" });
    expect(panel.texts[3]).not.toContain("material to answer from");
  });

  it("asks about what was asked before, where a question says too little by itself", async () => {
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    panel.ask("And shoes?");
    await panel.answered(4);
    expect(visit.searched[1]).toBe("Can I return an order? And shoes?");
    expect(visit.asked[1]?.messages.slice(1).map(({ content }) => content)).toEqual([
      ...["Can I return an order?", ANSWER, "And shoes?"],
    ]);
  });
});

describe("one turn at a time", () => {
  it("refuses a second question while the first is answered, and takes the same one once for ever", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can", " return it."], wait: gate.wait }];
    const panel = await visit.open();
    const id = panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    const second = panel.ask("And a gift?");
    expect(await panel.until(({ type }) => type === "error")).toMatchObject({ code: "conflict", id: second });
    gate.open();
    await panel.answered(2);
    for (let nth = 0; nth < 3; nth++) panel.ask("Can I return an order?", id);
    panel.send({ type: "ping" });
    await panel.until(({ type }) => type === "pong");
    await evictDurableObject(visit.stub);
    await visit.connect();
    panel.ask("Can I return an order?", id);
    panel.send({ type: "history", before: 99 });
    expect(await panel.until(({ type }) => type === "history")).toMatchObject({
      messages: [{ seq: 1 }, { seq: 2 }],
      earlier: false,
    });
    expect(visit.asked).toHaveLength(1);
  });

  it("lets exactly one of many at once begin", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can", " return it."], wait: gate.wait }];
    const panels = await Promise.all(Array.from({ length: 5 }, () => visit.open()));
    for (const panel of panels) panel.ask("Can I return an order?");
    await vi.waitFor(() =>
      expect(panels.flatMap(({ frames }) => frames).filter(({ type }) => type === "error")).toHaveLength(4),
    );
    gate.open();
    for (const panel of panels) await panel.answered(2);
    expect(await visit.messages()).toHaveLength(2);
    expect(new Set(panels.map(({ texts }) => JSON.stringify(texts))).size).toBe(1);
  });

  it("takes ten messages a minute", async () => {
    visit.confidence = 0;
    const panel = await visit.open();
    for (let nth = 1; nth <= VISITOR_LIMITS.messagesPerMinute; nth++) {
      panel.ask(`Question ${nth}`);
      await panel.answered(nth * 2);
    }
    const id = panel.ask("One more");
    expect(await panel.until(({ type }) => type === "error")).toMatchObject({ code: "rate_limited", id });
    visit.moveOn(60_001);
    panel.ask("One more", id);
    await panel.answered(22);
  });
});

describe("stop, regenerate and feedback", () => {
  it("stop keeps what there is and reaches the model", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can", " return it."], wait: gate.wait }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    panel.send({ type: "stop" });
    expect(await panel.answered(2)).toMatchObject({ state: "stopped", text: "You can" });
    await vi.waitFor(() => expect(visit.aborted).toBe(1));
  });

  it("regenerate replaces the answer in its place, once for each id", async () => {
    visit.scripts = [{ texts: ["First."] }, { texts: ["Second."] }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    const id = crypto.randomUUID();
    panel.send({ type: "regenerate", id });
    await vi.waitFor(() => expect(panel.messages.get(2)).toMatchObject({ text: "Second.", state: "complete" }));
    panel.send({ type: "regenerate", id });
    panel.send({ type: "history", before: 99 });
    await panel.until(({ type }) => type === "history");
    expect(visit.asked).toHaveLength(2);
    expect(visit.asked[1]?.messages.at(-1)?.content).toBe("Can I return an order?");
    expect((await visit.messages()).map(({ seq, text }) => [seq, text])).toEqual([
      [1, "Can I return an order?"],
      [2, "Second."],
    ]);
    await visit.ring();
    expect(visit.projected.flatMap(({ messages }) => messages).findLast(({ seq }) => seq === 2)?.text).toBe("Second.");
  });

  it("a vote with a comment is shown to every panel, kept for the team, and taken back", async () => {
    const [one, two] = [await visit.open(), await visit.open()];
    one.ask("Can I return an order?");
    await one.answered(2);
    one.send({ type: "feedback", seq: 2, vote: "down", comment: "Too vague" });
    await vi.waitFor(() => expect(two.messages.get(2)?.vote).toBe("down"));
    await visit.ring();
    expect(visit.projected.at(-1)).toMatchObject({ conversation: { downs: 1 } });
    expect(visit.projected.at(-1)?.messages.at(-1)).toMatchObject({ vote: "down", comment: "Too vague" });
    one.send({ type: "feedback", seq: 2, vote: null });
    await vi.waitFor(() => expect(two.messages.get(2)?.vote).toBeUndefined());
    one.send({ type: "feedback", seq: 1, vote: "up" });
    expect(await one.until(({ type }) => type === "error")).toMatchObject({ code: "invalid_request", param: "seq" });
  });
});

describe("a panel that comes back", () => {
  it("cut at every delta of an answer in turn, sees each token once and one message", async () => {
    const words = ANSWER.split(/(?<= )/);
    const whole = await visit.open();
    visit.scripts = [{ texts: words }];
    whole.ask("Can I return an order?");
    await whole.answered(2);
    const deltas = whole.frames.filter(({ type }) => type === "delta").length;
    expect(deltas).toBeGreaterThan(3);
    // Cut after each delta: while the answer is written on, and after it was whole.
    for (let cut = 0; cut <= deltas; cut++) {
      for (const goesOn of [true, false]) {
        const one = await new TestVisit().enter();
        const gate = latch();
        one.scripts = [{ texts: words, ...(goesOn ? { wait: gate.wait } : {}) }];
        const first = await one.open();
        first.deltasMax = cut;
        first.ask("Can I return an order?");
        if (cut === 0) await first.until((frame) => frame.type === "message" && frame.message.seq === 2);
        else if (cut < deltas || !goesOn) {
          await vi.waitFor(() => expect(first.frames.filter(({ type }) => type === "delta")).toHaveLength(cut));
        } else await first.until(({ type }) => type === "delta");
        const held = first.messages.get(2);
        first.close();
        const second = await Panel.open(one.conversationId, await one.ticket());
        // As a panel has it when it comes back.
        for (const message of first.messages.values()) second.messages.set(message.seq, message);
        const at = held ? { at: { seq: 2, length: held.text.length } } : {};
        second.send({ type: "init", v: 1, since: held ? 2 : 1, ...at });
        await second.until(({ type }) => type === "ready");
        gate.open();
        expect((await second.answered(2)).text).toBe(ANSWER);
        expect((await one.messages()).map(({ text }) => text)).toEqual(["Can I return an order?", ANSWER]);
        second.close();
      }
    }
  });

  it("is told what it missed, and no more than twenty turns at once", async () => {
    visit.confidence = 0;
    const panel = await visit.open();
    for (let nth = 1; nth <= 22; nth++) {
      if (nth % 8 === 0) visit.moveOn(60_001);
      panel.ask(`Question ${nth}`);
      await panel.answered(nth * 2);
    }
    const fresh = await visit.open();
    expect(fresh.frames[0]).toMatchObject({ type: "ready", head: 44, earlier: true, running: null });
    expect([...fresh.messages.keys()][0]).toBe(5);
    fresh.send({ type: "history", before: 5 });
    expect(await fresh.until(({ type }) => type === "history")).toMatchObject({
      messages: [{ seq: 1 }, { seq: 2 }, { seq: 3 }, { seq: 4 }],
      earlier: false,
    });
    const back = await visit.open(42);
    expect(back.frames[0]).toMatchObject({ type: "ready", earlier: false });
    expect([...back.messages.keys()]).toEqual([42, 43, 44]);
  });

  it("is told of an answer that was made anew as a whole", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["First answer."] }, { texts: ["Second", " answer."], wait: gate.wait }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    panel.send({ type: "regenerate", id: crypto.randomUUID() });
    await vi.waitFor(() => expect(panel.messages.get(2)?.text).toBe("Second"));
    const back = await visit.open(2, { seq: 2, length: 3 });
    expect(back.frames[0]).toMatchObject({ running: 2, messages: [{ seq: 2, text: "Second" }] });
    gate.open();
    expect((await back.answered(2)).text).toBe("Second answer.");
  });
});

describe("an object that dies in mid-answer", () => {
  it("ends the answer as failed with the text there was, and goes on with the next question", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can return it. ".repeat(30), "lost"], wait: gate.wait }, { texts: ["Yes."] }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    await vi.waitFor(async () => expect((await visit.messages())[1]?.text.length).toBeGreaterThan(300));
    await visit.kill();
    gate.open();
    const back = await visit.open(2, { seq: 2, length: panel.messages.get(2)?.text.length ?? 0 });
    expect(back.messages.get(2)).toMatchObject({ state: "failed", error: { code: "aborted" } });
    expect(back.messages.get(2)?.text).toContain("You can return it.");
    back.send({ type: "regenerate", id: crypto.randomUUID() });
    await vi.waitFor(() => expect(back.messages.get(2)).toMatchObject({ text: "Yes.", state: "complete" }));
    expect(await visit.messages()).toHaveLength(2);
  });

  it("is found by its alarm when nobody comes back", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can. ", "lost"], wait: gate.wait }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    await visit.kill();
    gate.open();
    await visit.ring();
    // The question may have been brought there before.
    const brought = new Map(visit.projected.flatMap(({ messages }) => messages.map((one) => [one.seq, one])));
    expect([...brought.values()]).toMatchObject([{ seq: 1 }, { seq: 2, state: "failed" }]);
  });
});

describe("the end of a conversation", () => {
  it("comes an hour after its last word: archived with everything, emptied, and another one begins", async () => {
    const panel = await visit.open();
    panel.ask("Can I return it? I am ada@mail.example");
    await panel.answered(2);
    visit.moveOn(3_599_000);
    expect(await visit.rpc.enter(birthOf(visit))).toEqual({ status: "open" });
    const back = await visit.open();
    expect(back.texts).toEqual(panel.texts);
    visit.moveOn(2_000);
    expect(await visit.rpc.enter(birthOf(visit))).toEqual({ status: "over" });
    await visit.ring();
    await vi.waitFor(() => expect(back.closed?.code).toBe(VISITOR_CLOSE.unauthorised));
    const key = `${visit.tenantId}/conversations/${visit.projectId}/${visit.conversationId}.json`;
    const kept = JSON.parse(visit.archived.get(key) ?? "null") as { messages: { text: string }[] };
    expect(kept.messages.map(({ text }) => text)).toEqual(["Can I return it? I am [email-1]", ANSWER]);
    expect(visit.projected.at(-1)?.conversation).toMatchObject({ state: "archived", lastSeq: 2 });
    expect(await visit.messages()).toEqual([]);
    expect(JSON.stringify(await visit.sql("SELECT * FROM meta"))).not.toContain("ada@mail");
  });

  it("waits for Postgres, and loses nothing", async () => {
    const panel = await visit.open();
    visit.postgresIsAway = true;
    panel.ask("Can I return an order?");
    await panel.answered(2);
    visit.moveOn();
    await visit.ring();
    expect(visit.archived.size).toBe(0);
    expect(await visit.messages()).toHaveLength(2);
    visit.postgresIsAway = false;
    visit.moveOn();
    await visit.ring();
    expect(visit.archived.size).toBe(1);
    expect(visit.projected.flatMap(({ messages }) => messages).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it("leaves nothing of one who said nothing", async () => {
    await visit.open();
    visit.moveOn();
    await visit.ring();
    expect(visit.projected).toEqual([]);
    expect(await visit.sql("SELECT name FROM sqlite_master WHERE name = 'meta'")).toEqual([]);
  });

  it("forgets on request: rows, archive, and what Postgres is told", async () => {
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    await visit.rpc.forget(newId<TenantId>());
    expect(await visit.messages()).toHaveLength(2);
    await visit.rpc.forget(visit.tenantId);
    expect(await visit.messages()).toEqual([]);
    expect(visit.projected.at(-1)).toMatchObject({
      conversation: { state: "erased", preview: "", visitorName: null },
      messages: [],
    });
    expect(await visit.rpc.enter(birthOf(visit))).toEqual({ status: "over" });
  });
});

describe("what may not be", () => {
  it("a suspended tenant or a paused project closes every socket, at once or at the next turn", async () => {
    const panel = await visit.open();
    visit.facts = { paused: true };
    panel.ask("Can I return an order?");
    await vi.waitFor(() => expect(panel.closed?.code).toBe(VISITOR_CLOSE.unavailable));
    expect(await visit.messages()).toEqual([]);
    const other = await visit.open();
    await visit.rpc.suspend(newId<TenantId>());
    await visit.rpc.suspend(visit.tenantId);
    await vi.waitFor(() => expect(other.closed?.code).toBe(VISITOR_CLOSE.unavailable));
  });

  it.each([
    ["tenant", { tenant: newId<TenantId>() }],
    ["project", { project: newId<ProjectId>() }],
    ["visitor", { visitor: newId<VisitorId>() }],
    ["conversation", { conversation: newId<ConversationId>() }],
  ])("a ticket of another %s opens nothing and a session of it hears nothing", async (_name, other) => {
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    const claims = { ...visit.claims, ...other };
    const strange = await Panel.open(visit.conversationId, await visit.ticket(claims));
    strange.send({ type: "init", v: 1, since: 0 });
    await vi.waitFor(() => expect(strange.closed?.code).toBe(VISITOR_CLOSE.unauthorised));
    expect(strange.frames).toEqual([]);
    const session = await mintSession(bindings.TICKET_SECRET, claims, Date.now());
    const answers = await Promise.all([
      worker.fetch(`${ORIGIN}/embed/conversations/${visit.conversationId}/events`, bearer(session)),
      worker.fetch(`${ORIGIN}/embed/conversations/${newId()}/events`, bearer(session)),
      worker.fetch(`${ORIGIN}/embed/conversations/${visit.conversationId}/events`, bearer("x")),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    const bodies = await Promise.all(answers.map((answer) => answer.json<{ error: { request_id: string } }>()));
    expect(new Set(bodies.map(({ error }) => JSON.stringify({ ...error, request_id: "" }))).size).toBe(1);
  });

  it("a ticket works once, from our own origin alone", async () => {
    const ticket = await visit.ticket();
    const panel = await Panel.open(visit.conversationId, ticket);
    panel.send({ type: "init", v: 1, since: 0 });
    await panel.until(({ type }) => type === "ready");
    const again = await Panel.open(visit.conversationId, ticket);
    await vi.waitFor(() => expect(again.closed?.code).toBe(VISITOR_CLOSE.unauthorised));
    for (const origin of ["null", "https://evil.example", `${ORIGIN}.evil.example`, ""]) {
      const answer = await upgrade(visit.conversationId, await visit.ticket(), { origin });
      expect(answer.status).toBe(403);
    }
  });

  it("five hundred random frames are refused with typed errors, and the conversation goes on", async () => {
    const panel = await visit.open();
    const odd = [null, 1, "x", [], {}, { type: 1 }, { type: "message" }, { type: "message", id: "x", text: "y" }];
    const more = [
      ...[
        { type: "message", id: crypto.randomUUID(), text: " \u200b " },
        { type: "regenerate", id: 5 },
      ],
      ...[
        { type: "message", id: crypto.randomUUID(), text: "x".repeat(2_001) },
        { type: "history", before: -1 },
      ],
      ...[{ type: "feedback", seq: 1, vote: "sideways" }, { type: "feedback", seq: 9, vote: "up" }, { type: "init" }],
      ...[{ type: "__proto__" }, { type: "message", id: crypto.randomUUID(), text: 7 }],
    ];
    const frames = [...odd, ...more].map((value) => JSON.stringify(value));
    frames.push("", "{", "]", "\u0000", "x".repeat(VISITOR_LIMITS.frameBytesMax + 1));
    for (let nth = 0; nth < 500; nth++) {
      // Slower than a flood: otherwise the answer is that it is one.
      visit.moveOn(1_000);
      panel.send(frames[nth % frames.length] ?? "");
      if (nth % 25 === 24) {
        const seen = nth + 1;
        await vi.waitFor(() => expect(panel.frames.length).toBe(seen + 1));
      }
    }
    const errors = panel.frames.slice(1);
    expect(errors.every((frame) => frame.type === "error" && ["invalid_request"].includes(frame.code))).toBe(true);
    panel.ask("Can I return an order?");
    await panel.answered(2);
    expect(panel.closed).toBeNull();
  });

  it("a flood ends in a closed socket", async () => {
    const panel = await visit.open();
    for (let nth = 0; nth < 400; nth++) panel.send({ type: "typing" });
    await vi.waitFor(() => expect(panel.closed?.code).toBe(VISITOR_CLOSE.rateLimited));
  });
});

describe("events and posts", () => {
  it("say the same as the socket, from where the reader stands", async () => {
    const session = await mintSession(bindings.TICKET_SECRET, visit.claims, Date.now());
    const place = `${ORIGIN}/embed/conversations/${visit.conversationId}`;
    const events = await worker.fetch(`${place}/events?v=1&since=0`, bearer(session));
    expect(events.headers.get("content-type")).toContain("text/event-stream");
    const socket = await visit.open();
    const reader = new EventReader(events);
    const post = (frame: object) =>
      worker.fetch(`${place}/frames`, {
        ...{ method: "POST", body: JSON.stringify(frame) },
        headers: { ...bearer(session).headers, origin: ORIGIN, "content-type": "application/json" },
      });
    const id = crypto.randomUUID();
    expect((await post({ type: "message", id, text: "Can I return an order?" })).status).toBe(202);
    await socket.answered(2);
    await vi.waitFor(() => expect(reader.frames.at(-1)).toEqual(socket.frames.at(-1)));
    expect(reader.frames).toEqual(socket.frames);
    expect((await post({ frames: [{ type: "history", before: 9 }, { type: "stop" }] })).status).toBe(202);
    await vi.waitFor(() => expect(reader.frames.at(-1)).toMatchObject({ type: "history", messages: [{}, {}] }));
    const back = new EventReader(await worker.fetch(`${place}/events?v=1&since=2&at=2.4`, bearer(session)));
    await vi.waitFor(() =>
      expect(back.frames[0]).toMatchObject({ type: "ready", messages: [{ seq: 2, text: ANSWER }] }),
    );
    await visit.rpc.suspend(visit.tenantId);
    await vi.waitFor(() => expect(reader.over && back.over).toBe(true));
  });
});

it("knows nothing after the tenant was erased", async () => {
  const panel = await visit.open();
  panel.ask("Can I return an order?");
  await panel.answered(2);
  await visit.rpc.erase(visit.tenantId);
  expect(await runInDurableObject(visit.stub, (_object, state) => state.storage.getAlarm())).toBeNull();
  expect(await visit.sql("SELECT name FROM sqlite_master WHERE name = 'meta'")).toEqual([]);
});

function bearer(session: string) {
  return { headers: { authorization: `Bearer ${session}` } };
}

function birthOf({ tenantId, projectId, conversationId, visitorId }: TestVisit) {
  const visitor = { visitorId, name: null, anonymous: true };
  return { tenantId, projectId, conversationId, ...visitor, language: "en", page: null };
}

class EventReader {
  readonly frames: object[] = [];
  over = false;

  constructor(answer: Response) {
    void this.read(answer);
  }

  private async read({ body }: Response): Promise<void> {
    let rest = "";
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + text).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        if (block.startsWith("data: ")) this.frames.push(JSON.parse(block.slice(6)) as object);
      }
    }
    this.over = true;
  }
}
