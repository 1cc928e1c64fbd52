import { defineRoute } from "@/lib/http/define-route";
import { rerollKey, rerollKeyInput } from "@/lib/keys/server/reroll-key";

export const POST = defineRoute({ input: rerollKeyInput, run: rerollKey, status: 201 });
