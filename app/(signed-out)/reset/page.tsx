import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChoosePasswordForm, RequestResetForm } from "@/components/access/reset-forms";
import { hasOutbox } from "@/lib/access/server/page-account";
import { searchParam, type SearchParams } from "@/lib/access/server/page-params";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.reset");
  return { title: t("title"), referrer: "no-referrer" };
}

export default async function ResetPage({ searchParams }: { searchParams: SearchParams }) {
  const token = await searchParam(searchParams, "token");
  return token === null ? <RequestResetForm outbox={hasOutbox()} /> : <ChoosePasswordForm token={token} />;
}
