import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/access/sign-in-form";
import { ForgetDevice } from "@/components/offline/forget-device";
import { oidcLabel } from "@/lib/access/server/auth-place";
import { findPageAccount, hasOutbox } from "@/lib/access/server/page-account";
import { nextParam, onwardPath, searchParam, type SearchParams } from "@/lib/access/server/page-params";
import { webEnv } from "@/lib/access/server/web-bindings";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextParam(searchParams);
  if (await findPageAccount()) redirect(onwardPath(next));
  const failed = (await searchParam(searchParams, "error")) !== null;
  return (
    <>
      <ForgetDevice />
      <SignInForm next={next} oidc={oidcLabel(webEnv())} outbox={hasOutbox()} failed={failed} />
    </>
  );
}
