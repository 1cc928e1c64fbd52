import { defineRoute } from "@/lib/http/define-route";
import { rotateSecret, rotateSecretInput } from "@/lib/projects/server/manage-secrets";

export const POST = defineRoute({ input: rotateSecretInput, run: rotateSecret, status: 201 });
