import type { VisitorMessage } from "../../lib/assistant/protocol";
import type { Texts } from "./texts/en";

/** The conversation as plain text, with its sources. */
export function transcriptOf(
  messages: readonly VisitorMessage[],
  { texts, assistant, language }: { texts: Texts; assistant: string; language: string },
): string {
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  return messages
    .map(({ role, name, at, text, citations }) => {
      const who = role === "visitor" ? texts.you : (name ?? assistant);
      const sources = citations.map(({ n, title, url }) => `[${n}] ${title}${url === null ? "" : ` ${url}`}`);
      return [`${who}, ${time.format(new Date(at))}`, text, ...sources].join("\n");
    })
    .join("\n\n");
}

export function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
