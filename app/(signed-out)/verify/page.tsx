import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskForVerification, ConfirmAddress } from "@/components/access/verify-panels";
import { safeNextPath } from "@/lib/access/core/next-path";
import { searchParam, type SearchParams } from "@/lib/access/core/search-param";
import { hasOutbox } from "@/lib/access/server/page-account";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.verify");
  return { title: t("title"), referrer: "no-referrer" };
}

/** Where the mail's link leads. */
export default async function VerifyPage({ searchParams }: { searchParams: SearchParams }) {
  const token = await searchParam(searchParams, "token");
  if (token === null) return <AskForVerification failure={null} outbox={hasOutbox()} />;
  return <ConfirmAddress token={token} next={safeNextPath(await searchParam(searchParams, "next"))} />;
}
