import { defineRoute } from "@/lib/http/define-route";
import { showLive, showLiveInput } from "@/lib/observe/server/show-live";

export const GET = defineRoute({ input: showLiveInput, run: showLive });
