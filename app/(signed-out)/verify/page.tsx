import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskForVerification, ConfirmAddress } from "@/components/access/verify-panels";
import { readChangeToken, type ChangeToken } from "@/lib/access/server/change-token";
import { hasOutbox } from "@/lib/access/server/page-account";
import { nextParam, searchParam, type SearchParams } from "@/lib/access/server/page-params";
import { webEnv } from "@/lib/access/server/web-bindings";
import { VerifyChange } from "./change";

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const [t, change] = await Promise.all([getTranslations("access"), findChange(searchParams)]);
  const title = change
    ? t(change.step === "approve" ? "changeEmail.approveTitle" : "changeEmail.confirmTitle")
    : t("verify.title");
  return { title, referrer: "no-referrer" };
}

/** Where the mail's link leads. */
export default async function VerifyPage({ searchParams }: { searchParams: SearchParams }) {
  const token = await searchParam(searchParams, "token");
  if (token === null) return <AskForVerification failure={null} outbox={hasOutbox()} />;
  const change = await findChange(searchParams);
  if (change) return <VerifyChange token={token} change={change} />;
  return <ConfirmAddress token={token} next={await nextParam(searchParams)} />;
}

/** The step of a change of address that the link stands for; null when it confirms a new account. */
async function findChange(searchParams: SearchParams): Promise<ChangeToken | null> {
  const token = await searchParam(searchParams, "token");
  return token === null ? null : readChangeToken(webEnv(), token);
}
