/** Fields that several moderation verbs share. */
import * as z from "zod/mini";
import { isUuid } from "@/lib/platform/ids";
import { MODERATION_LIMITS, WORD_ACTIONS } from "../protocol";

export { roomId, seqFromOne, tenantSlug } from "@/lib/rooms/server/inputs";

export const wordId = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));
export const wordAction = z.enum(WORD_ACTIONS);

/** As it was typed; what it must be is said by `readFilterWord`. */
export const wordText = z.string().check(z.maxLength(MODERATION_LIMITS.wordCharsMax * 8));
