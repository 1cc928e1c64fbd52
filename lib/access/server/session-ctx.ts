import { notFound, redirect } from "next/navigation";
import { headers as requestHeaders } from "next/headers";
import { cache } from "react";
import { authDb, tenantDb } from "@/db/client";
import { findMember, findTenantBySlug } from "@/db/queries/auth";
import { ensurePerson, findPersonByAccount } from "@/db/queries/people";
import { PATH_HEADER } from "@/lib/http/front-door";
import { requestIdOf } from "@/lib/http/request-id";
import { pulsesOf, type Pulses } from "@/lib/observe/server/objects";
import { AppError } from "@/lib/platform/errors";
import { hashUser } from "@/lib/observe/server/hash-user";
import { addToLogContext } from "@/lib/platform/log-context";
import { newId, type PersonId } from "@/lib/platform/ids";
import { objectsOf } from "@/lib/rooms/server/objects";
import type { Ctx } from "../ctx";
import { withNext } from "../core/next-path";
import { toTenantRole } from "../core/permissions";
import { findSignedIn, type SignedIn } from "./account-ctx";
import { getAuth, type Auth } from "./auth";
import { webRuntime, type RealtimeDoor, type WebRuntime } from "./web-bindings";

/** A verb's context in the web Worker: also what is needed to ask better-auth in the caller's name. */
export interface SessionCtx extends Ctx {
  tenantName: string;
  signedIn: SignedIn;
  headers: Headers;
  auth: Auth;
  realtime: RealtimeDoor;
  /** What the tenant's objects tell of themselves. */
  pulses(): Pulses;
}

/**
 * Proves who asks and that they belong to the tenant of this slug, from the session, member and people tables.
 * @throws AppError `unauthenticated`; `not_found` for a tenant that is missing or not theirs; `forbidden` when suspended.
 */
export function sessionCtx(
  request: Request,
  tenantSlug: string,
  runtime: WebRuntime = webRuntime(),
): Promise<SessionCtx> {
  return resolve(runtime, request.headers, tenantSlug, requestIdOf(request));
}

/**
 * The same for a page: sends somebody signed out to sign in and back to `path` (what was asked for,
 * unless told), a stranger to the calm 404, and a member of
 * a suspended tenant to the page that says so. Asked once per request, however many components need it.
 */
export async function requirePage(tenantSlug: string, path?: string): Promise<SessionCtx> {
  const answer = await pageCtx(tenantSlug);
  if (answer.ctx) return answer.ctx;
  switch (answer.code) {
    case "unauthenticated":
      return redirect(withNext("/sign-in", path ?? (await askedPath()) ?? `/${tenantSlug}`));
    case "forbidden":
      return redirect("/suspended");
    case "not_found":
      return notFound();
  }
}

/** What the browser asked for; absent in `next dev`, where no worker entry runs. */
export async function askedPath(): Promise<string | null> {
  return (await requestHeaders()).get(PATH_HEADER);
}

type PageAnswer = { ctx: SessionCtx } | { ctx: null; code: "unauthenticated" | "not_found" | "forbidden" };

const pageCtx = cache(async (tenantSlug: string): Promise<PageAnswer> => {
  try {
    return { ctx: await resolve(webRuntime(), await requestHeaders(), tenantSlug, newId()) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code } = error;
    if (code === "unauthenticated" || code === "not_found" || code === "forbidden") return { ctx: null, code };
    throw error;
  }
});

async function resolve(runtime: WebRuntime, headers: Headers, slug: string, requestId: string): Promise<SessionCtx> {
  const { env, bindings } = runtime;
  const auth = getAuth(runtime);
  const [signedIn, tenant] = await Promise.all([findSignedIn(auth, headers), findTenantBySlug(authDb(env), slug)]);
  if (!signedIn) throw new AppError("unauthenticated", "Sign in to continue.");
  if (!tenant) throw noSuchTenant();
  const db = tenantDb(env, tenant.tenantId);
  const [member, known] = await Promise.all([
    findMember(authDb(env), tenant.tenantId, signedIn.account),
    findPersonByAccount(db, signedIn.account),
  ]);
  if (!member) throw noSuchTenant();
  if (tenant.suspended) throw new AppError("forbidden", "This tenant is suspended. Its owners can say why.");

  const role = toTenantRole(member.role);
  const upToDate = known && known.deactivatedAt === null && known.role === role && known.email === signedIn.email;
  // Heals what a failure between the member table and the people table left behind.
  const person: { id: PersonId } = upToDate
    ? known
    : await ensurePerson(db, {
        accountId: signedIn.account,
        name: signedIn.name,
        email: signedIn.email,
        emailVerified: signedIn.emailVerified,
        role,
      });

  addToLogContext({ tenantId: tenant.tenantId, user: hashUser(tenant.tenantId, person.id) });
  return {
    requestId,
    tenantId: tenant.tenantId,
    tenantSlug: slug,
    tenantName: tenant.name,
    actor: { kind: "person", person: person.id, account: signedIn.account, role, sessionId: signedIn.sessionId },
    signedIn,
    db,
    objects: objectsOf(bindings),
    env,
    ...originOf(headers, env.appOrigins),
    headers,
    auth,
    realtime: bindings.REALTIME,
    pulses: () => pulsesOf(bindings, tenant.tenantId),
    now: Date.now,
  };
}

function originOf(headers: Headers, appOrigins: readonly string[]): { origin?: string } {
  const origin = headers.get("origin");
  return origin !== null && appOrigins.includes(origin) ? { origin } : {};
}

function noSuchTenant(): AppError {
  return new AppError("not_found", "There is no such tenant.");
}
