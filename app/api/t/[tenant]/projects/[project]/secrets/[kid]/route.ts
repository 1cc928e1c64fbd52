import { defineRoute } from "@/lib/http/define-route";
import { retireSecret, retireSecretInput } from "@/lib/projects/server/manage-secrets";

export const DELETE = defineRoute({ input: retireSecretInput, run: retireSecret });
