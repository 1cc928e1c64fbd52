import { redirect } from "next/navigation";
import { AskForVerification } from "@/components/access/verify-panels";
import { safeNextPath, withNext } from "@/lib/access/core/next-path";
import { searchParam, type SearchParams } from "@/lib/access/core/search-param";
import { findPageAccount, hasOutbox } from "@/lib/access/server/page-account";

/** Where a confirmation comes back to: onward, or to asking for a new link. */
export default async function VerifiedPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeNextPath(await searchParam(searchParams, "next"));
  const failure = await searchParam(searchParams, "error");
  if (failure !== null) return <AskForVerification failure={failure} outbox={hasOutbox()} />;
  // An address that was confirmed before opens no session.
  if (!(await findPageAccount())) redirect(withNext("/sign-in", next));
  redirect(next === "/" ? "/api/tenants/start" : next);
}
