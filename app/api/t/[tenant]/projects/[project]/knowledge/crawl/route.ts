import { defineRoute } from "@/lib/http/define-route";
import { crawlInput, crawlSite } from "@/lib/knowledge/server/manage-knowledge";

export const POST = defineRoute({ input: crawlInput, run: crawlSite, status: 202 });
