import { TOKEN } from "../../rooms/client/plain-text";
import type { HitRange } from "../protocol";

const SHOWN_CHARS = 420;
const LEAD_CHARS = 120;

export interface Excerpt {
  text: string;
  ranges: HitRange[];
  cutStart: boolean;
  cutEnd: boolean;
}

/** The part of a long message around its first highlight, with the highlights in it. Never cuts a letter or a mention in two. */
export function excerptOf(body: string, ranges: readonly HitRange[]): Excerpt {
  const first = ranges[0]?.[0] ?? 0;
  const start = body.length <= SHOWN_CHARS ? 0 : whole(body, Math.max(0, first - LEAD_CHARS)).from;
  const end = whole(body, Math.min(body.length, start + SHOWN_CHARS)).to;
  const inside = ranges
    .map(([from, to]): HitRange => [Math.max(from, start) - start, Math.min(to, end) - start])
    .filter(([from, to]) => from < to);
  return { text: body.slice(start, end), ranges: inside, cutStart: start > 0, cutEnd: end < body.length };
}

/** Where one can cut instead of there: before and after what stands across it. */
function whole(body: string, at: number): { from: number; to: number } {
  for (const { index, 0: token } of body.matchAll(TOKEN)) {
    if (index < at && at < index + token.length) return { from: index, to: index + token.length };
  }
  const unit = body.charCodeAt(at);
  const cut = unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
  return { from: cut, to: cut };
}
