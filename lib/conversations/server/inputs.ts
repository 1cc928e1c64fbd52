/** What somebody may look for among conversations. What makes no sense is left out. */
import * as z from "zod/mini";
import { INTENTS, SENTIMENTS } from "@/lib/assistant/kept";
import { isUuid, type ConversationId, type ProjectId } from "@/lib/platform/ids";
import { CONVERSATION_BOUNDS, OUTCOMES, VOTES, type ConversationSearch } from "../protocol";
import type { ConversationWish } from "@/db/queries/conversations-list";

export const conversationId = z.pipe(
  z.string().check(z.refine(isUuid, "Expected a lower-case UUID.")),
  z.transform((id) => id as ConversationId),
);

const none = "" as const;

export const conversationSearch = {
  project: z.catch(
    z.pipe(
      z.string().check(z.refine(isUuid)),
      z.transform((id): ProjectId | "" => id as ProjectId),
    ),
    none,
  ),
  outcome: z.catch(z.enum([none, ...OUTCOMES]), none),
  vote: z.catch(z.enum([none, ...VOTES]), none),
  intent: z.catch(z.enum([none, ...INTENTS]), none),
  sentiment: z.catch(z.enum([none, ...SENTIMENTS]), none),
  text: z.catch(z.string().check(z.trim(), z.maxLength(CONVERSATION_BOUNDS.textCharsMax)), none),
};

/** Of a page's address: the last conversation of the page before, as `time.id`. */
export const listWish = z.object({
  ...conversationSearch,
  before: z.catch(
    z.nullable(
      z.pipe(
        z.string().check(z.regex(/^\d{1,15}\.[0-9a-f-]{36}$/)),
        z.transform((text): { at: number; id: string } | null => {
          const [at = "", id = ""] = text.split(".");
          return isUuid(id) ? { at: Number(at), id } : null;
        }),
      ),
    ),
    null,
  ),
});

export function wishOf({
  project,
  outcome,
  vote,
  intent,
  sentiment,
  text,
}: ConversationSearch): Omit<ConversationWish, "before" | "limit"> {
  // U+0000 is no text to Postgres.
  const plain = text.replaceAll("\0", "");
  return {
    projectId: project === "" ? null : project,
    outcome: outcome === "" ? null : outcome,
    vote: vote === "" ? null : vote,
    intent: intent === "" ? null : intent,
    sentiment: sentiment === "" ? null : sentiment,
    text: plain === "" ? null : plain,
  };
}
