import * as z from "zod/mini";

/** One passage that an answer may be taken from. */
export interface Passage {
  /** Of its document, for citations. */
  id: string;
  title: string;
  text: string;
  url?: string;
  /** Retrieval is sure that the answer is here: the best sentence is quoted, however the question puts it. */
  sure?: boolean;
}

/**
 * Passages travel in system or developer messages, as one block a message: a line `<parlor:passages>`, a JSON list of
 * passages, a line `</parlor:passages>`. Only our own retrieval writes such messages; the block in a user's or a tool's
 * message is text like any other. In JSON every `<` of a passage is written `\u003c`, so none can end the block.
 */
const BLOCK = /^<parlor:passages>\n([\s\S]*?)\n<\/parlor:passages>$/gm;

const passages = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    text: z.string(),
    url: z.optional(z.string()),
    sure: z.optional(z.boolean()),
  }),
);

export function writePassages(list: readonly Passage[]): string {
  const json = JSON.stringify(
    list.map(({ id, title, text, url, sure }) => ({
      ...{ id, title, text },
      ...(url === undefined ? {} : { url }),
      ...(sure === undefined ? {} : { sure }),
    })),
  );
  return `<parlor:passages>\n${json.replaceAll("<", "\\u003c")}\n</parlor:passages>`;
}

/** The passages of a system text, and the text without them. A block that is none of ours is left out. */
export function readPassages(text: string): { passages: Passage[]; rest: string } {
  const found: Passage[] = [];
  for (const [, json = ""] of text.matchAll(BLOCK)) {
    const result = z.safeParse(passages, parse(json));
    if (result.success) found.push(...result.data);
  }
  return { passages: found, rest: text.replaceAll(BLOCK, "").trim() };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}
