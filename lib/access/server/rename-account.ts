import * as z from "zod/mini";
import { authDb, tenantDb } from "@/db/client";
import { listTenantsOfAccount } from "@/db/queries/auth";
import { renamePerson } from "@/db/queries/people";
import { cleanName, NAME_CHARS_MAX } from "../core/name";
import type { AccountCtx } from "./account-ctx";
import { fromAuth } from "./auth-error";

export const renameAccountInput = z.strictObject({
  name: z.pipe(
    z
      .string()
      .check(z.refine((text) => cleanName(text) !== null, `A name has 1 to ${NAME_CHARS_MAX} characters on one line.`)),
    z.transform((text) => cleanName(text) ?? ""),
  ),
});

/** Changes what somebody is called, in every tenant they belong to. */
export async function renameAccount(
  ctx: AccountCtx,
  input: z.infer<typeof renameAccountInput>,
): Promise<{ name: string }> {
  const { env } = ctx.runtime;
  await fromAuth(ctx.auth.api.updateUser({ body: { name: input.name }, headers: ctx.headers }));
  const tenants = await listTenantsOfAccount(authDb(env), ctx.account);
  await Promise.all(tenants.map(({ tenantId }) => renamePerson(tenantDb(env, tenantId), ctx.account, input.name)));
  return { name: input.name };
}
