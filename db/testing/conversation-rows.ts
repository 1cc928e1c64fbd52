import type { KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import { newId, type ConversationId } from "@/lib/platform/ids";

const AT = 1_700_000_000_000;

/** A conversation as its object would send it. */
export function conversationRow(
  id: ConversationId,
  text: string,
  change: Partial<KeptConversation> = {},
): KeptConversation {
  return {
    id,
    projectId: newId(),
    visitorId: newId(),
    visitorName: text,
    anonymous: false,
    language: "en",
    pageUrl: `https://shop.example/${text}`,
    pageTitle: text,
    version: 1,
    state: "open",
    lastSeq: 2,
    turns: 1,
    preview: text,
    outcome: "answered",
    ups: 0,
    downs: 0,
    createdAt: AT,
    updatedAt: AT,
    archivedAt: null,
    ...change,
  };
}

export function conversationMessage(seq: number, text: string, change: Partial<KeptMessage> = {}): KeptMessage {
  const role = seq % 2 === 1 ? "visitor" : "assistant";
  return { seq, turn: Math.ceil(seq / 2), role, text, state: "complete", citations: [], at: AT, version: 1, ...change };
}
