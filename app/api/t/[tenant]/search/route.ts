import { defineRoute } from "@/lib/http/define-route";
import { searchMessages, searchMessagesInput } from "@/lib/search/server/search-messages";

export const GET = defineRoute({ input: searchMessagesInput, run: searchMessages });
