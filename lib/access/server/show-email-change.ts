import { authDb } from "@/db/client";
import { findEmailChange } from "@/db/queries/email-change";
import type { WaitingChange } from "../protocol";
import type { AccountCtx } from "./account-ctx";

/** The change of address that this account still waits for. */
export function showEmailChange(ctx: AccountCtx): Promise<WaitingChange | null> {
  return findEmailChange(authDb(ctx.runtime.env), ctx.account, new Date(ctx.now()));
}
