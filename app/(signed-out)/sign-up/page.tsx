import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignUpForm } from "@/components/access/sign-up-form";
import { safeNextPath } from "@/lib/access/core/next-path";
import { searchParam, type SearchParams } from "@/lib/access/core/search-param";
import { findPageAccount, hasOutbox } from "@/lib/access/server/page-account";
import { webEnv } from "@/lib/access/server/web-bindings";
import { findInvitation } from "@/lib/tenants/server/find-invitation";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signUp");
  return { title: t("title") };
}

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeNextPath(await searchParam(searchParams, "next"));
  if (await findPageAccount()) redirect(next === "/" ? "/api/tenants/start" : next);
  const token = /^\/invite\/([A-Za-z0-9_-]+)$/.exec(next)?.[1];
  const invitation = token === undefined ? null : await findInvitation(webEnv(), token, Date.now());
  return <SignUpForm next={next} outbox={hasOutbox()} invitedEmail={invitation?.email ?? null} />;
}
