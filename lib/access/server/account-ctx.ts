import { requestIdOf } from "@/lib/http/request-id";
import { AppError } from "@/lib/platform/errors";
import type { AccountId } from "@/lib/platform/ids";
import { getAuth, type Auth } from "./auth";
import { fromAuth } from "./auth-error";
import { webRuntime, type WebRuntime } from "./web-bindings";

/** The account behind a session, as better-auth proved it. */
export interface SignedIn {
  account: AccountId;
  name: string;
  email: string;
  emailVerified: boolean;
  twoFactor: boolean;
  sessionId: string;
}

/** What a verb receives that anybody may call. */
export interface OpenCtx {
  requestId: string;
  /** The caller's headers, for calls into better-auth in their name. */
  headers: Headers;
  runtime: WebRuntime;
  auth: Auth;
  now(): number;
}

/** What a verb outside any tenant receives. */
export interface AccountCtx extends OpenCtx, SignedIn {}

/** Who is signed in, read from the session table; null when nobody is. */
export async function findSignedIn(auth: Auth, headers: Headers): Promise<SignedIn | null> {
  const found = await fromAuth(auth.api.getSession({ headers }));
  if (!found) return null;
  const { user, session } = found;
  return {
    account: user.id as AccountId,
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerified,
    twoFactor: user.twoFactorEnabled ?? false,
    sessionId: session.id,
  };
}

/** The context of anybody. */
export function openCtx(request: Request, runtime: WebRuntime = webRuntime()): OpenCtx {
  const { headers } = request;
  return { requestId: requestIdOf(request), headers, runtime, auth: getAuth(runtime), now: Date.now };
}

/**
 * The context of a signed-in account.
 * @throws AppError `unauthenticated`.
 */
export async function accountCtx(request: Request, runtime: WebRuntime = webRuntime()): Promise<AccountCtx> {
  const open = openCtx(request, runtime);
  const signedIn = await findSignedIn(open.auth, request.headers);
  if (!signedIn) throw new AppError("unauthenticated", "Sign in to continue.");
  return { ...signedIn, ...open };
}
