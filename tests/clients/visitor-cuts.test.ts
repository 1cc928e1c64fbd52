import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionGrant, VisitorMessage } from "@/lib/assistant/protocol";
import type { ProjectView } from "@/lib/projects/protocol";
import { askSession, makeProject, signInOwner, teach, VisitorSocket } from "../support/assistant-site";
import { parlor, playProviders } from "./support/installation";

const TOKENS = 40;
const AT_ONCE = 10;
const info = parlor.demo;
const played = playProviders();
let project: ProjectView;

beforeAll(async () => {
  const owner = await signInOwner(info);
  project = await makeProject(owner, "Shop on a bad line");
  await teach(owner, info.url, project.id, "returns.md", "# Returns\n\nEvery order can be returned within 30 days.\n");
}, 180_000);

beforeEach(() => {
  // Slower than deltas are joined: each token is one of its own.
  played.main.script({ seed: 1, rules: [{ rate: 1, directive: `tokens=${TOKENS} delay=80` }] });
});

/** What a panel has put together from what came, and nothing that came twice. */
class Reader {
  text = "";
  whole: VisitorMessage | null = null;

  take(frames: VisitorSocket["frames"]): void {
    for (const frame of frames) {
      if (frame.type === "delta") {
        expect(frame.at, "a delta goes on where the last one ended").toBe(this.text.length);
        this.text += frame.text;
      } else if (frame.type === "message" && frame.message.seq === 2) this.see(frame.message);
      else if (frame.type === "ready") for (const message of frame.messages) if (message.seq === 2) this.see(message);
    }
  }

  private see(message: VisitorMessage): void {
    expect(message.text.startsWith(this.text), "what was shown stays").toBe(true);
    this.text = message.text;
    if (message.state !== "running") this.whole = message;
  }
}

async function comeBack(grant: SessionGrant, reader: Reader): Promise<[SessionGrant, VisitorSocket]> {
  const next = await askSession(info.url, project.publicKey, { session: grant.session });
  expect(next).toMatchObject({ conversation: grant.conversation, restored: true });
  const at = { seq: 2, length: reader.text.length };
  return [next, await VisitorSocket.open(info.url, next, 2, at)];
}

async function history(grant: SessionGrant): Promise<string[]> {
  const fresh = await VisitorSocket.open(
    info.url,
    await askSession(info.url, project.publicKey, { session: grant.session }),
  );
  fresh.close();
  return [...fresh.messages.values()].map(({ text }) => text);
}

const isOver = (socket: VisitorSocket) => () =>
  socket.frames.some((frame) =>
    frame.type === "message"
      ? frame.message.seq === 2 && frame.message.state !== "running"
      : frame.type === "ready" && frame.messages.some(({ seq, state }) => seq === 2 && state !== "running"),
  );

describe(`an answer of ${TOKENS} tokens, over the wire`, () => {
  it("cut once, after each delta in turn, is read by each visitor once and whole", async () => {
    const question = "Within how many days can an order be returned?";
    const one = async (cut: number) => {
      const reader = new Reader();
      const grant = await askSession(info.url, project.publicKey);
      const first = await VisitorSocket.open(info.url, grant);
      first.send({ type: "message", id: crypto.randomUUID(), text: question });
      const deltas = () => first.frames.filter(({ type }) => type === "delta").length;
      await first.until(() => (deltas() >= cut && first.messages.has(2)) || isOver(first)());
      const kept = first.frames.slice(0, placeOf(first.frames, cut) || first.frames.length);
      first.close();
      reader.take(kept);
      const [again, second] = await comeBack(grant, reader);
      await second.until(isOver(second));
      reader.take(second.frames);
      second.close();
      expect(reader.whole).toMatchObject({ state: "complete", text: reader.text });
      expect(await history(again)).toEqual([question, reader.text]);
      expect(reader.text.length).toBeGreaterThan(100);
      return kept.filter(({ type }) => type === "delta").length;
    };
    const places = new Set<number>();
    for (let from = 0; from <= TOKENS; from += AT_ONCE) {
      const cuts = Array.from({ length: AT_ONCE }, (_, nth) => from + nth).filter((cut) => cut <= TOKENS);
      for (const place of await Promise.all(cuts.map(one))) places.add(place);
    }
    // Where the machine is slow, some tokens come together and are one delta.
    expect(places.size).toBeGreaterThan(TOKENS / 2);
  }, 240_000);

  it("cut again and again, after every delta that comes, is read once and whole", async () => {
    const reader = new Reader();
    let grant = await askSession(info.url, project.publicKey);
    let socket = await VisitorSocket.open(info.url, grant);
    socket.send({ type: "message", id: crypto.randomUUID(), text: "Can I return an order?" });
    await socket.until(() => socket.messages.has(2));
    let cuts = 0;
    for (let seen = 0; ; seen = 0) {
      await socket.until(() => isOver(socket)() || socket.frames.slice(seen).some(({ type }) => type === "delta"));
      reader.take(socket.frames);
      socket.close();
      if (reader.whole) break;
      cuts++;
      [grant, socket] = await comeBack(grant, reader);
    }
    expect(cuts).toBeGreaterThan(5);
    expect(reader.whole).toMatchObject({ state: "complete", text: reader.text });
    expect(await history(grant)).toEqual(["Can I return an order?", reader.text]);
  }, 120_000);
});

/** Behind the delta of this number; with 0, behind the empty answer. */
function placeOf(frames: VisitorSocket["frames"], cut: number): number {
  let deltas = 0;
  const at = frames.findIndex((frame) => {
    if (frame.type === "delta") deltas++;
    return cut === 0 ? frame.type === "message" && frame.message.seq === 2 : deltas === cut;
  });
  return at + 1;
}
