import { jwtVerify } from "jose";
import * as z from "zod/mini";
import type { EmailChangeStep } from "@/db/queries/email-change";
import type { Env } from "@/lib/platform/env";

/** What a link of a change of address stands for. */
export interface ChangeToken {
  step: EmailChangeStep;
  from: string;
  to: string;
}

const payloadOfChange = z.object({
  email: z.string(),
  updateTo: z.string(),
  requestType: z.optional(z.string()),
});

/**
 * Reads better-auth's verification token when it would change an address; null for every other one and for what it did not
 * sign. One that is too old is read too, so that its page has the right words: whether it still acts, better-auth decides.
 */
export async function readChangeToken(
  env: Pick<Env, "BETTER_AUTH_SECRET">,
  token: string,
): Promise<ChangeToken | null> {
  const secret = new TextEncoder().encode(env.BETTER_AUTH_SECRET);
  const read = await jwtVerify(token, secret, { algorithms: ["HS256"], currentDate: new Date(0) }).catch(() => null);
  const payload = payloadOfChange.safeParse(read?.payload);
  if (!payload.success) return null;
  const { email: from, updateTo: to, requestType } = payload.data;
  // Only the first step is known by its name: whatever else carries a new address would change it.
  return { step: requestType === "change-email-confirmation" ? "approve" : "confirm", from, to };
}
