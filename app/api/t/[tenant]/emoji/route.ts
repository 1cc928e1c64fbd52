import { defineRoute } from "@/lib/http/define-route";
import { listEmoji, listEmojiInput } from "@/lib/emoji/server/list-emoji";
import { startEmoji, startEmojiInput } from "@/lib/emoji/server/start-emoji";

export const GET = defineRoute({ input: listEmojiInput, run: listEmoji });
export const POST = defineRoute({ input: startEmojiInput, run: startEmoji });
