import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignUpForm } from "@/components/access/sign-up-form";
import { findPageAccount, hasOutbox } from "@/lib/access/server/page-account";
import { nextParam, onwardPath, type SearchParams } from "@/lib/access/server/page-params";
import { webEnv } from "@/lib/access/server/web-bindings";
import { findInvitation } from "@/lib/tenants/server/find-invitation";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signUp");
  return { title: t("title") };
}

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextParam(searchParams);
  if (await findPageAccount()) redirect(onwardPath(next));
  const token = /^\/invite\/([A-Za-z0-9_-]+)$/.exec(next)?.[1];
  const invitation = token === undefined ? null : await findInvitation(webEnv(), token, Date.now());
  return <SignUpForm next={next} outbox={hasOutbox()} invitedEmail={invitation?.email ?? null} />;
}
