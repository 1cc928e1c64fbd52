/** A message as a quote: every line marked, cut where it gets long. */
const QUOTED_CHARS = 600;

/** @param from a line above the quote: who wrote it. @param link a line under it, that leads there. */
export function quoteOf(body: string, { from, link }: { from?: string; link?: string } = {}): string {
  const points = [...body];
  const cut = points.length > QUOTED_CHARS ? `${points.slice(0, QUOTED_CHARS).join("").trimEnd()} …` : body;
  const lines = [...(from ? [from] : []), ...closeFence(cut).split("\n")].map((line) => `> ${line}`.trimEnd());
  return [...lines, ...(link ? [link] : [])].join("\n");
}

/** A block of code that the cut left open would swallow what follows. */
function closeFence(text: string): string {
  return (text.match(/^```/gm)?.length ?? 0) % 2 === 1 ? `${text}\n\`\`\`` : text;
}
