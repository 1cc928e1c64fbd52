import { findSignedIn } from "@/lib/access/server/account-ctx";
import { getAuth } from "@/lib/access/server/auth";
import { webRuntime } from "@/lib/access/server/web-bindings";
import { findStart } from "@/lib/tenants/server/find-start";

/** Leads somebody who has just signed in to where they were last; `place`: to that place there (shortcuts of the installed app). */
export async function GET(request: Request): Promise<Response> {
  const runtime = webRuntime();
  const { headers } = request;
  const signedIn = await findSignedIn(getAuth(runtime), headers);
  const location = signedIn
    ? await findStart(
        { account: signedIn.account, runtime },
        headers.get("cookie"),
        new URL(request.url).searchParams.get("place"),
      )
    : "/sign-in";
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
