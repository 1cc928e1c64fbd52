import { redirect } from "next/navigation";
import { AskForVerification } from "@/components/access/verify-panels";
import { findPageAccount, hasOutbox } from "@/lib/access/server/page-account";
import { nextParam, onwardPath, searchParam, withNext, type SearchParams } from "@/lib/access/server/page-params";

/** Where a confirmation comes back to: onward, or to asking for a new link. */
export default async function VerifiedPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextParam(searchParams);
  const failure = await searchParam(searchParams, "error");
  if (failure !== null) return <AskForVerification failure={failure} outbox={hasOutbox()} />;
  // An address that was confirmed before opens no session.
  if (!(await findPageAccount())) redirect(withNext("/sign-in", next));
  redirect(onwardPath(next));
}
