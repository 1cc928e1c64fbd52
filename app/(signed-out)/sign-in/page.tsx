import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/access/sign-in-form";
import { safeNextPath } from "@/lib/access/core/next-path";
import { searchParam, type SearchParams } from "@/lib/access/core/search-param";
import { oidcLabel } from "@/lib/access/server/auth-place";
import { findPageAccount, hasOutbox } from "@/lib/access/server/page-account";
import { webEnv } from "@/lib/access/server/web-bindings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeNextPath(await searchParam(searchParams, "next"));
  if (await findPageAccount()) redirect(next === "/" ? "/api/tenants/start" : next);
  const failed = (await searchParam(searchParams, "error")) !== null;
  return <SignInForm next={next} oidc={oidcLabel(webEnv())} outbox={hasOutbox()} failed={failed} />;
}
