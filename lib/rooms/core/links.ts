import { parseMarkdown } from "./markdown";
import { eachInline } from "./markdown-nodes";

/** More links than these in one message get no preview. */
const PREVIEWED_MAX = 3;

/** True when a message may hold a link: cheap enough to ask of every message. */
export function mayHaveLinks(body: string): boolean {
  return /https?:\/\//i.test(body);
}

/** The web addresses a message links to, each once, in order; not those in code. */
export function linksOf(body: string): string[] {
  const found = new Set<string>();
  eachInline(parseMarkdown(body), (node) => {
    if (node.kind === "link" && /^https?:/.test(node.href)) found.add(node.href);
  });
  return [...found].slice(0, PREVIEWED_MAX);
}
