import * as z from "zod/mini";
import { isUuid } from "@/lib/platform/ids";
import { isEmojiName } from "../core/emoji-name";
import { EMOJI_LIMITS } from "../protocol";

/** Path parameter of every route under /api/t/[tenant]; the session context has already resolved it. */
export const tenantSlug = z.string();
export const emojiId = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));
export const emojiName = z
  .string()
  .check(
    z.refine(
      isEmojiName,
      `A name has ${EMOJI_LIMITS.nameCharsMin} to ${EMOJI_LIMITS.nameCharsMax} of a-z, 0-9, _ and -.`,
    ),
  );
