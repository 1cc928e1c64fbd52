/** Conversations of visitors as the dashboard lists and reads them. Times are ms since 1970. */
import type { Intent, KeptConversation, KeptMessage, Sentiment } from "@/lib/assistant/kept";
import type { ConversationId, ProjectId } from "@/lib/platform/ids";

export const CONVERSATION_BOUNDS = {
  pageSize: 50,
  textCharsMax: 200,
  lastWordsChars: 200,
  /** Typed, before the switcher asks for conversations. */
  findCharsMin: 2,
  foundMax: 5,
} as const;

export const OUTCOMES = ["answered", "abstained", "refused"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const VOTES = ["up", "down"] as const;

/** What is looked for; "" is anything. */
export interface ConversationSearch {
  project: ProjectId | "";
  outcome: Outcome | "";
  vote: (typeof VOTES)[number] | "";
  /** Of some question in it. */
  intent: Intent | "";
  sentiment: Sentiment | "";
  text: string;
}

export interface ConversationRow extends KeptConversation {
  /** Null: the project was deleted. */
  projectName: string | null;
  last: { role: KeptMessage["role"]; text: string } | null;
}

export interface ConversationList {
  search: ConversationSearch;
  conversations: ConversationRow[];
  /** To choose from. */
  projects: { id: ProjectId; name: string }[];
  /** True where nothing newer was left out. */
  newest: boolean;
  /** What the address of the next page says; null: there is none. */
  older: string | null;
}

/** As the switcher shows one. */
export interface FoundConversation {
  id: ConversationId;
  /** Null: nobody knows. */
  visitorName: string | null;
  /** What it began with. */
  preview: string;
  projectName: string | null;
  updatedAt: number;
}

export interface Transcript {
  conversation: KeptConversation;
  projectName: string | null;
  messages: KeptMessage[];
  /** There are more than are shown at once: a file has them all. */
  cut: boolean;
  mayErase: boolean;
}
