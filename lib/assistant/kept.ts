/** A conversation as it is kept and as the dashboard reads it. Redacted: a placeholder stands for what is personal. */
import type { RetrievalMethod } from "@/lib/knowledge/protocol";
import type { ConversationId, ProjectId, VisitorId } from "@/lib/platform/ids";
import type { VisitorMessage } from "./protocol";

export const CONVERSATION_STATES = ["open", "archived", "erased"] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** What a message is for. `order`: something about the visitor's own order or account; `person`: a person is wanted. */
export const INTENTS = ["question", "order", "complaint", "person", "small_talk", "other"] as const;
export type Intent = (typeof INTENTS)[number];

export const SENTIMENTS = ["negative", "neutral", "positive"] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

/** What led to an answer: for the people who look after the assistant, never for a visitor. */
export interface AnswerTrace {
  /** Of retrieval, 0 to 1. */
  confidence: number | null;
  method: RetrievalMethod | null;
  retrievalMs: number | null;
  passages: { documentId: string; title: string; start: number; end: number; score: number }[];
  model: string | null;
  provider: string | null;
  /** Why this model. */
  routeReason: string | null;
  firstTokenMs: number | null;
  totalMs: number | null;
  /** What the question was for and in what mood; null in traces of before. */
  intent: Intent | null;
  sentiment: Sentiment | null;
  /** Kinds of personal data that were taken out of the question. */
  redacted: readonly string[];
  /** 0 to 1: how much the question looks like an attempt to take the assistant over. */
  injection: number;
  /** Why a filter refused. */
  refused: string | null;
  /** Quotes that were dropped because no document says so. */
  droppedQuotes: number;
}

export interface KeptMessage extends Omit<VisitorMessage, "id"> {
  /** Grows when the message changes: the higher one counts. */
  version: number;
  /** With a vote. */
  comment?: string;
  trace?: AnswerTrace;
}

export interface KeptConversation {
  id: ConversationId;
  projectId: ProjectId;
  visitorId: VisitorId;
  visitorName: string | null;
  anonymous: boolean;
  language: string;
  pageUrl: string | null;
  pageTitle: string | null;
  /** Grows with every change. */
  version: number;
  state: ConversationState;
  lastSeq: number;
  turns: number;
  /** The first question. */
  preview: string;
  /** Of the newest answer. */
  outcome: "answered" | "abstained" | "refused" | null;
  ups: number;
  downs: number;
  createdAt: number;
  /** Of its last word. */
  updatedAt: number;
  archivedAt: number | null;
}
