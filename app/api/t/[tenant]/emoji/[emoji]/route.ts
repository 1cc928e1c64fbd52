import { defineRoute } from "@/lib/http/define-route";
import { removeEmoji, removeEmojiInput } from "@/lib/emoji/server/remove-emoji";

export const DELETE = defineRoute({ input: removeEmojiInput, run: removeEmoji });
