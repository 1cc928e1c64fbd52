import { defineRoute } from "@/lib/http/define-route";
import { setLinkPreviews, setLinkPreviewsInput } from "@/lib/tenants/server/set-link-previews";

export const PATCH = defineRoute({ input: setLinkPreviewsInput, run: setLinkPreviews });
