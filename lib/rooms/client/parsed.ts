import { parseMarkdown } from "../core/markdown";
import type { Block } from "../core/markdown-nodes";

/** About ten screens of messages. */
const HELD_MAX = 600;
const held = new Map<string, readonly Block[]>();

/** A message's tree, parsed once for each text: rows come and go with the scrolling, their texts do not change. */
export function parsedBody(body: string): readonly Block[] {
  const known = held.get(body);
  if (known) {
    // Used last, forgotten last.
    held.delete(body);
    held.set(body, known);
    return known;
  }
  const blocks = parseMarkdown(body);
  held.set(body, blocks);
  const [oldest] = held.keys();
  if (held.size > HELD_MAX && oldest !== undefined) held.delete(oldest);
  return blocks;
}
