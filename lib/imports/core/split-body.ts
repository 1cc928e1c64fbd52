import { LIMITS } from "@/lib/rooms/protocol";

/** Looks this far back from the limit for a better place to cut. */
const LOOK_BACK = 400;

/** Cuts a text into pieces that fit a message: at a line, else at a space, else between two visible characters. */
export function splitBody(body: string, charsMax: number = LIMITS.bodyCharsMax): string[] {
  // Code units are never fewer than code points, so most texts are done here.
  if (body.length <= charsMax) return [body];
  const points = [...body];
  const pieces: string[] = [];
  let from = 0;
  while (points.length - from > charsMax) {
    const cut = from + cutWithin(points.slice(from, from + charsMax + 1), charsMax);
    pieces.push(points.slice(from, cut).join(""));
    from = cut;
  }
  pieces.push(points.slice(from).join(""));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

function cutWithin(points: string[], charsMax: number): number {
  const earliest = Math.max(1, charsMax - LOOK_BACK);
  for (const separator of ["\n", " "]) {
    const at = points.lastIndexOf(separator, charsMax);
    if (at >= earliest) return at;
  }
  return lastGraphemeEnd(points, earliest, charsMax);
}

function lastGraphemeEnd(points: string[], earliest: number, charsMax: number): number {
  let end = earliest;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(
    points.slice(earliest).join(""),
  )) {
    const next = end + [...segment].length;
    if (next > charsMax) break;
    end = next;
  }
  return end > earliest ? end : charsMax;
}
