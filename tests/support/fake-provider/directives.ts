/**
 * What a request asks the fake provider to do, read from `[[...]]` in the text of its last user message (or in the input
 * of an embeddings call). Words are separated by spaces, `key=value` or a bare `key`; unknown words are ignored, so that a
 * test of a later feature does not break an older fake. A number may be a range, `cut=1..20`: one is drawn from it.
 *
 * Length and pace
 * - `tokens=12`        tokens of the answer. Each is four characters long, so any count by characters agrees
 * - `first=0`          ms of silence before the first token, after the headers
 * - `delay=0`          ms between tokens
 * - `slow-headers=500` ms before the status line
 * - `hold`             silence before the status line until the test says `release()`
 * - `batch=1`          tokens in one write (not in one delta)
 * - `reasoning=0`      tokens of `reasoning_content` before the answer; they count as completion tokens
 * - `echo`             answers with the words of the user's own text
 * - `json`             answers with JSON: after the request's schema where it has one
 *
 * Tools
 * - `tools=1`          calls that many tools of those offered; `parallel` interleaves their deltas; `args-empty` sends none
 *
 * Faults (those with `=N` strike after N tokens)
 * - `status=429`       an error in OpenAI's shape; `retry-after=2` (seconds), `retry-after-ms=20`
 * - `detail`, `html`   the error's body is `{detail}` or HTML (status 502 unless given; `html status=200` too)
 * - `reset`            the socket is closed before a status line
 * - `cut=3`            the socket is closed in mid-answer
 * - `eof=3`            the answer ends cleanly, without `finish_reason` and `[DONE]`
 * - `stall=3`          falls silent, and notes when the client leaves. `abort-after=3` is the same; with
 *                      `comments` nothing comes but comments
 * - `error-after=3`    `data: {"error":...}`, then a clean end
 * - `garbage=3`        one event that is no JSON, then on as before
 * - `times=2`          the fault strikes only the first two requests with this text; `only=a,b` only these models
 *
 * Quirks of real servers
 * - `no-role`, `no-index`, `no-id`, `no-object`, `no-finish-key` (absent before the end), `no-finish` (never any, but `[DONE]`), `no-done`
 * - `no-tool-index`, `no-tool-type`, `no-tool-id`
 * - `ping` (a named event), `comments`, `crlf`, `split=1` (bytes in one write), `length` (finish_reason)
 * - `usage=none|last|every`: none at all, on the last choice, on every chunk. Else as the request asks
 * - `cached=0`         prompt tokens that count as cached
 */
export type Directives = ReadonlyMap<string, string>;

const BLOCK = /\[\[([^\]]*)\]\]/g;
const FAULTS = ["status", "detail", "html", "reset", "cut", "eof", "stall", "error-after", "garbage", "slow-headers"];

/** The directives in a text; later ones win. `random` draws from ranges. */
export function readDirectives(text: string, random: () => number): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, block = ""] of text.matchAll(BLOCK))
    for (const word of block.split(/\s+/).filter(Boolean)) {
      const [name = "", value = ""] = word.split("=", 2);
      found.set(name.toLowerCase() === "abort-after" ? "stall" : name.toLowerCase(), drawn(value, random));
    }
  return found;
}

/** The same directives without any fault. */
export function withoutFaults(directives: Directives): Map<string, string> {
  return new Map([...directives].filter(([name]) => !FAULTS.includes(name)));
}

/** The number under a name: `bare` for the name alone, undefined when it is not there or no number. */
export function numberOf(directives: Directives, name: string, bare?: number): number | undefined {
  const value = directives.get(name);
  if (value === undefined) return undefined;
  if (value === "") return bare;
  const number = Number(value);
  return Number.isFinite(number) ? number : bare;
}

/** The text without its directives. */
export function plainText(text: string): string {
  return text.replace(BLOCK, "").trim();
}

/** A generator of numbers in [0, 1) that gives the same row for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function drawn(value: string, random: () => number): string {
  const range = /^(\d+)\.\.(\d+)$/.exec(value);
  if (!range) return value;
  const [low, high] = [Number(range[1]), Number(range[2])];
  return String(low + Math.floor(random() * (high - low + 1)));
}
