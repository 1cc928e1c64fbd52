/** Fields that several moderation verbs share. */
import * as z from "zod/mini";
import { MODERATION_LIMITS, WORD_ACTIONS } from "../protocol";

export { uuid as wordId } from "@/lib/http/fields";
export { roomId, seqFromOne, tenantSlug } from "@/lib/rooms/server/inputs";

export const wordAction = z.enum(WORD_ACTIONS);

/** As it was typed; what it must be is said by `readFilterWord`. */
export const wordText = z.string().check(z.maxLength(MODERATION_LIMITS.wordCharsMax * 8));
