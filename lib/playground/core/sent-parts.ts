import type { ChatMessage } from "@/lib/models/protocol";
import type { SentPart } from "../protocol";

const CHANNELS: Record<string, SentPart["channel"]> = {
  system: "system",
  developer: "system",
  user: "user",
  assistant: "assistant",
};

/** What a provider was sent, in its order and word for word; documents stand apart from the text that is obeyed. */
export function sentParts(messages: readonly ChatMessage[], data: string | null): SentPart[] {
  return messages.flatMap(({ role, content }) => {
    const text = textOf(content);
    const channel = CHANNELS[role] ?? "other";
    const at = channel === "system" && data ? text.indexOf(data) : -1;
    const parts: SentPart[] =
      at < 0 || data === null
        ? [{ channel, text }]
        : [
            { channel, text: text.slice(0, at) },
            { channel: "data", text: data },
            { channel, text: text.slice(at + data.length) },
          ];
    return parts.filter((part) => part.text.trim() !== "");
  });
}

function textOf(content: ChatMessage["content"]): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => ("text" in part && typeof part.text === "string" ? part.text : "")).join("");
}
