import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskForVerification, ConfirmAddress } from "@/components/access/verify-panels";
import { readChangeToken } from "@/lib/access/server/change-token";
import { hasOutbox } from "@/lib/access/server/page-account";
import { nextParam, searchParam, type SearchParams } from "@/lib/access/server/page-params";
import { webEnv } from "@/lib/access/server/web-bindings";
import { VerifyChange } from "./change";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.verify");
  return { title: t("title"), referrer: "no-referrer" };
}

/** Where the mail's link leads. */
export default async function VerifyPage({ searchParams }: { searchParams: SearchParams }) {
  const token = await searchParam(searchParams, "token");
  if (token === null) return <AskForVerification failure={null} outbox={hasOutbox()} />;
  const change = await readChangeToken(webEnv(), token);
  if (change) return <VerifyChange token={token} change={change} />;
  return <ConfirmAddress token={token} next={await nextParam(searchParams)} />;
}
