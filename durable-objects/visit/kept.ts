import type { AnswerTrace, ConversationState, KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import type { PageFacts, VisitorMessage } from "@/lib/assistant/protocol";
import type { VisitBirth } from "@/lib/assistant/server/objects";

const PREVIEW_CHARS = 200;

/** What is known of a message besides what the panel shows. */
export interface Kept {
  /** With placeholders for what is personal. */
  text: string;
  /** Made anew so many times. */
  anew: number;
  comment?: string;
  trace?: AnswerTrace;
}

export interface Row {
  shown: VisitorMessage;
  kept: Kept;
  version: number;
}

export type BirthFacts = Omit<VisitBirth, "page" | "language"> & { createdAt: number };

/** A message as Postgres and the archive have it: without what is personal. */
export function keptMessage({
  shown: { id: _id, ...shown },
  kept: { text, comment, trace },
  version,
}: Row): KeptMessage {
  return { ...shown, text, version, ...(comment === undefined ? {} : { comment }), ...(trace ? { trace } : {}) };
}

interface Standing {
  birth: BirthFacts;
  state: ConversationState;
  language: string;
  page: PageFacts | null;
  version: number;
  head: number;
  turns: number;
  updatedAt: number;
  archivedAt: number | null;
}

/** A conversation as they have it. */
export function keptConversation(standing: Standing, rows: readonly Row[]): KeptConversation {
  const { birth, state, language, page, version, head, turns, updatedAt, archivedAt } = standing;
  const { tenantId: _tenant, conversationId: id, projectId, visitorId, anonymous, createdAt } = birth;
  const first = rows.find(({ shown }) => shown.role === "visitor");
  return {
    ...{ id, projectId, visitorId, anonymous, createdAt, version, state, language, turns, updatedAt, archivedAt },
    visitorName: state === "erased" ? null : birth.name,
    pageUrl: page?.url ?? null,
    pageTitle: page?.title ?? null,
    lastSeq: head,
    preview: first?.kept.text.slice(0, PREVIEW_CHARS) ?? "",
    outcome: rows.findLast(({ shown }) => shown.outcome !== undefined)?.shown.outcome ?? null,
    ups: rows.filter(({ shown }) => shown.vote === "up").length,
    downs: rows.filter(({ shown }) => shown.vote === "down").length,
  };
}
