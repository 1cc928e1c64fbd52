import { revokeSession, revokeSessionInput } from "@/lib/access/server/revoke-session";
import { defineAccountRoute } from "@/lib/http/define-route";

export const DELETE = defineAccountRoute({ input: revokeSessionInput, run: revokeSession });
