import { findSignedIn } from "@/lib/access/server/account-ctx";
import { getAuth } from "@/lib/access/server/auth";
import { webRuntime } from "@/lib/access/server/web-bindings";
import { readLastTenant, startPath } from "@/lib/tenants/core/last-tenant";
import { listMyTenants } from "@/lib/tenants/server/list-my-tenants";

/** Leads somebody who has just signed in to where they were last. */
export async function GET(request: Request): Promise<Response> {
  const runtime = webRuntime();
  const signedIn = await findSignedIn(getAuth(runtime), request.headers);
  const path = signedIn ? await pathFor(request, { account: signedIn.account, runtime }) : "/sign-in";
  return new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
}

async function pathFor(request: Request, ctx: Parameters<typeof listMyTenants>[0]): Promise<string> {
  const { tenants } = await listMyTenants(ctx);
  return startPath(tenants, readLastTenant(request.headers.get("cookie")));
}
