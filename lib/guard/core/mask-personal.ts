import { PERSONAL_KINDS } from "../protocol";
import { findPersonal } from "./find-personal";

/** A text with the name of its kind in the place of whatever personal data it holds. For good: for logs. */
export function maskPersonal(text: string): string {
  let masked = text;
  // Again until nothing is left: what was next to a number may have hidden another one.
  for (;;) {
    const spans = findPersonal(masked, PERSONAL_KINDS);
    if (spans.length === 0) return masked;
    for (const { kind, start, end } of spans.toReversed())
      masked = `${masked.slice(0, start)}[${kind}]${masked.slice(end)}`;
  }
}
