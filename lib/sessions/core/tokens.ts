import type { WireToolCall } from "@/lib/models/protocol";

/** What a provider adds around each message. */
const MESSAGE_TOKENS = 6;

/**
 * About how many tokens a text is, rather too many than too few: 3.5 characters of ASCII to a token, and one token and
 * a quarter to any other character, which is what scripts without spaces come to.
 */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) other++;
  return Math.ceil((text.length - other) / 3.5 + other * 1.25);
}

export function messageTokens(message: { content: string; tool_calls?: readonly WireToolCall[] }): number {
  const calls = (message.tool_calls ?? []).map((call) => `${call.function.name}${call.function.arguments}${call.id}`);
  return MESSAGE_TOKENS + estimateTokens(message.content + calls.join(""));
}
