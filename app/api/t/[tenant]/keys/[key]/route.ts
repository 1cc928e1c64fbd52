import { defineRoute } from "@/lib/http/define-route";
import { revokeKey, revokeKeyInput } from "@/lib/keys/server/revoke-key";
import { updateKey, updateKeyInput } from "@/lib/keys/server/update-key";

export const PATCH = defineRoute({ input: updateKeyInput, run: updateKey });
export const DELETE = defineRoute({ input: revokeKeyInput, run: revokeKey });
