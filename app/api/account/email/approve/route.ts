import { approveEmail, approveEmailInput } from "@/lib/access/server/approve-email";
import { defineOpenRoute } from "@/lib/http/define-route";

export const POST = defineOpenRoute({ input: approveEmailInput, run: approveEmail });
