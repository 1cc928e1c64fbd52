import type { MessageView } from "../protocol";

/** A message in words, where it is told or named rather than shown: its text, or what its files are called. */
export function messageWords({ body, files }: Pick<MessageView, "body" | "files">): string {
  return body === "" ? files.map(({ name }) => name).join(", ") : body;
}
