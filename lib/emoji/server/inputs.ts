import * as z from "zod/mini";
import { isEmojiName } from "../core/emoji-name";
import { EMOJI_LIMITS } from "../protocol";

export { tenantSlug, uuid as emojiId } from "@/lib/http/fields";

export const emojiName = z
  .string()
  .check(
    z.refine(
      isEmojiName,
      `A name has ${EMOJI_LIMITS.nameCharsMin} to ${EMOJI_LIMITS.nameCharsMax} of a-z, 0-9, _ and -.`,
    ),
  );
