import { changeEmail, changeEmailInput } from "@/lib/access/server/change-email";
import { defineAccountRoute } from "@/lib/http/define-route";

export const PATCH = defineAccountRoute({ input: changeEmailInput, run: changeEmail });
