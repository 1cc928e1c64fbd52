/** Model calls drawn with a seed, with what a good answer to each of them says: for tests that compare two ledgers. */
import { seededRandom } from "./fake-provider/directives";

/** What may go wrong at a provider, for the fake's script; each strikes a twentieth of its requests. */
export const RANDOM_FAULTS = [
  "status=429",
  "status=500",
  "cut=0..11",
  "eof=0..11",
  "error-after=0..11",
  "garbage=0 eof=0",
  "garbage=5 eof=5",
  "reset",
  "html",
].map((directive) => ({ rate: 0.05, directive }));

const QUIRKS = ["", "no-role", "no-index", "crlf", "split=11", "usage=none", "ping", "no-done", "cached=2"];
const WORDS = "sun sea sky oak elm fox owl bee ice fog dew ray ";
const CHARS_A_TOKEN = 4;
const TOKENS_MAX = WORDS.length / CHARS_A_TOKEN;

export const RANDOM_TOOL = { type: "function" as const, function: { name: "look", parameters: { type: "object" } } };

export interface RandomCall {
  /** With the directives for the provider and the call's own number. */
  text: string;
  stream: boolean;
  /** Whether it offers `RANDOM_TOOL`, which the model then calls. */
  tools: boolean;
  /** The caller leaves after so many pieces, after which the provider sends nothing but comments. Null: it stays. */
  leavesAfter: number | null;
  /** What a whole answer says. */
  content: string;
}

/** A row of calls, the same for the same seed. A quarter is not streamed, a fifth calls a tool, a seventh of the streams is left. */
export function randomCalls(seed: number, count: number, { leaving = true } = {}): RandomCall[] {
  const random = seededRandom(seed);
  const below = (end: number) => Math.floor(random() * end);
  return Array.from({ length: count }, (_, at) => {
    const stream = below(4) > 0;
    const tools = below(5) === 0;
    const tokens = 2 + below(TOKENS_MAX - 1);
    const leavesAfter = stream && leaving && below(7) === 0 ? 1 + below(2) : null;
    const words = [
      `tokens=${tokens}`,
      tools ? "tools=1" : "",
      leavesAfter === null ? "" : `stall=${leavesAfter} comments`,
      QUIRKS[below(QUIRKS.length)] ?? "",
    ];
    return {
      text: `[[${words.filter(Boolean).join(" ")}]] ${callName(at)}`,
      ...{ stream, tools, leavesAfter },
      content: tools ? "" : WORDS.slice(0, tokens * CHARS_A_TOKEN),
    };
  });
}

/** How a call is told from the others in whatever it leaves behind. */
export function callName(at: number): string {
  return `call-${at}`;
}
