import { headers as requestHeaders } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { newId } from "@/lib/platform/ids";
import { withNext } from "../core/next-path";
import { findSignedIn, type AccountCtx } from "./account-ctx";
import { getAuth } from "./auth";
import { webRuntime } from "./web-bindings";

/** The account that asks for a page; null when nobody is signed in. Asked once per request. */
export const findPageAccount = cache(async (): Promise<AccountCtx | null> => {
  const runtime = webRuntime();
  const auth = getAuth(runtime);
  const headers = await requestHeaders();
  const signedIn = await findSignedIn(auth, headers);
  return signedIn && { ...signedIn, requestId: newId(), headers, runtime, auth, now: Date.now };
});

/** The same for a page that needs one: somebody signed out is sent to sign in and back to `path`. */
export async function requirePageAccount(path: string): Promise<AccountCtx> {
  return (await findPageAccount()) ?? redirect(withNext("/sign-in", path));
}

/** Whether this installation keeps its mails for the outbox page. */
export function hasOutbox(): boolean {
  return webRuntime().env.MAIL_MODE === "outbox";
}
