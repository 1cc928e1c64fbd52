import { defineRoute } from "@/lib/http/define-route";
import { searchInput, trySearch } from "@/lib/knowledge/server/manage-knowledge";

export const POST = defineRoute({ input: searchInput, run: trySearch });
