import { beforeAll, describe, expect, it } from "vitest";
import type { ServerFrame, SessionGrant } from "@/lib/assistant/protocol";
import type { ProjectView } from "@/lib/projects/protocol";
import { askSession, makeProject, signInOwner, teach, VisitorSocket } from "../support/assistant-site";
import { isAnswered, VisitorReader } from "../support/visitor-reader";
import { parlor, playProviders } from "./support/installation";

const TOKENS = 40;
/** The provider's tokens are so long. */
const TOKEN_CHARS = 4;
const AT_ONCE = 14;
const QUESTION = "Within how many days can an order be returned?";
/** The first question of a conversation is 1. */
const ANSWER = 2;
const info = parlor.demo;
const played = playProviders();
let project: ProjectView;

beforeAll(async () => {
  const owner = await signInOwner(info);
  project = await makeProject(owner, "Shop on a bad line");
  await teach(owner, info.url, project.id, "returns.md", "# Returns\n\nEvery order can be returned within 30 days.\n");
}, 180_000);

/** Slower than deltas are joined: each token is one of its own, whichever provider is asked. */
const speak = (delayMs: number) => {
  const script = { seed: 1, rules: [{ rate: 1, directive: `tokens=${TOKENS} delay=${delayMs}` }] };
  for (const provider of [played.main, played.second]) provider.script(script);
};

async function ask(): Promise<[SessionGrant, VisitorSocket]> {
  const grant = await askSession(info.url, project.publicKey);
  const socket = await VisitorSocket.open(info.url, grant);
  socket.send({ type: "message", id: crypto.randomUUID(), text: QUESTION });
  await socket.until(() => socket.messages.has(ANSWER) || isAnswered(socket.frames, ANSWER));
  return [grant, socket];
}

async function comeBack(grant: SessionGrant, reader: VisitorReader): Promise<[SessionGrant, VisitorSocket]> {
  const next = await askSession(info.url, project.publicKey, { session: grant.session });
  expect(next).toMatchObject({ conversation: grant.conversation, restored: true });
  return [next, await VisitorSocket.open(info.url, next, ANSWER, reader.held)];
}

/** What a panel is told that knows nothing. */
async function history(grant: SessionGrant): Promise<string[]> {
  const next = await askSession(info.url, project.publicKey, { session: grant.session });
  const fresh = await VisitorSocket.open(info.url, next);
  fresh.close();
  return [...fresh.messages.values()].map(({ text }) => text);
}

/** Up to the delta with which the answer has so many tokens, and nothing that came with it; with 0, up to the empty answer. */
function cutAfter(frames: readonly ServerFrame[], tokens: number): readonly ServerFrame[] | null {
  const at = frames.findIndex((frame) =>
    tokens === 0
      ? frame.type === "message" && frame.message.seq === ANSWER
      : frame.type === "delta" && frame.at + frame.text.length >= tokens * TOKEN_CHARS,
  );
  return at === -1 ? null : frames.slice(0, at + 1);
}

/** Reads until the answer has so many tokens, is cut there, and reads the rest. Answers where in the text it was cut. */
async function readCutOnce(tokens: number): Promise<number> {
  const reader = new VisitorReader(ANSWER);
  const [grant, first] = await ask();
  await first.until(() => cutAfter(first.frames, tokens) !== null || isAnswered(first.frames, ANSWER));
  first.close();
  reader.take(cutAfter(first.frames, tokens) ?? first.frames);
  const place = reader.text.length;
  const [again, second] = await comeBack(grant, reader);
  await second.until(() => isAnswered(second.frames, ANSWER));
  second.close();
  reader.take(second.frames);
  expect(reader.whole).toMatchObject({ state: "complete" });
  expect(reader.text.length).toBeGreaterThan((TOKENS - 1) * TOKEN_CHARS);
  expect(await history(again)).toEqual([QUESTION, reader.text]);
  return place;
}

describe(`an answer of ${TOKENS} tokens, over the wire`, () => {
  it("cut once, behind each of them in turn, is read by each visitor once and whole", async () => {
    speak(80);
    const places: number[] = [];
    for (let from = 0; from < TOKENS; from += AT_ONCE) {
      const cuts = Array.from({ length: Math.min(AT_ONCE, TOKENS - from) }, (_, nth) => from + nth);
      places.push(...(await Promise.all(cuts.map(readCutOnce))));
    }
    expect(places).toHaveLength(TOKENS);
    // Where the machine is slow, some tokens come together and are one delta.
    expect(new Set(places).size).toBeGreaterThan(TOKENS / 4);
  }, 240_000);

  it("cut again and again, behind every delta that comes, is read once and whole", async () => {
    speak(150);
    const reader = new VisitorReader(ANSWER);
    let [grant, socket] = await ask();
    let cuts = 0;
    for (;;) {
      const { frames } = socket;
      await socket.until(() => frames.some(({ type }) => type === "delta") || isAnswered(frames, ANSWER));
      socket.close();
      reader.take(frames);
      if (reader.whole) break;
      cuts++;
      [grant, socket] = await comeBack(grant, reader);
    }
    expect(cuts).toBeGreaterThan(3);
    expect(reader.whole.state).toBe("complete");
    expect(await history(grant)).toEqual([QUESTION, reader.text]);
  }, 120_000);
});
