import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AcceptInvitation, SwitchAccount } from "@/components/access/accept-invitation";
import { SignedOutPage } from "@/components/access/signed-out-page";
import { Button } from "@/components/ui/button";
import { findPageAccount } from "@/lib/access/server/page-account";
import { withNext } from "@/lib/access/server/page-params";
import { webEnv } from "@/lib/access/server/web-bindings";
import { showInvitation } from "@/lib/tenants/server/show-invitation";

export const metadata: Metadata = { referrer: "no-referrer" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, account, t] = await Promise.all([params, findPageAccount(), getTranslations("access")]);
  const shown = await showInvitation(webEnv(), token, account, Date.now());
  if (shown.state === "member") redirect(`/${shown.tenantSlug}/rooms`);
  if (shown.state === "ended") {
    return (
      <SignedOutPage title={t("invite.endedTitle")} lead={t("invite.ended")}>
        <div>
          <Button asChild variant="outline">
            <Link href="/">{t("invite.home")}</Link>
          </Button>
        </div>
      </SignedOutPage>
    );
  }
  const { tenantName: tenant, role, email } = shown.invitation;
  return (
    <SignedOutPage title={t("invite.title", { tenant })} lead={t("invite.body", { tenant, role: t(`roles.${role}`) })}>
      {email === null ? null : <p className="text-sm break-words">{t("invite.forEmail", { email })}</p>}
      {shown.state === "signed_out" ? <SignInFirst token={token} /> : null}
      {shown.state === "open" ? <AcceptInvitation token={token} tenant={tenant} /> : null}
      {shown.state === "other_account" ? (
        <>
          <p className="text-sm break-words">{t("invite.otherAccount", { email: account?.email ?? "" })}</p>
          <SwitchAccount token={token} />
        </>
      ) : null}
    </SignedOutPage>
  );
}

async function SignInFirst({ token }: { token: string }) {
  const t = await getTranslations("access.invite");
  const here = `/invite/${token}`;
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild>
        <Link href={withNext("/sign-up", here)}>{t("signUp")}</Link>
      </Button>
      <Button asChild variant="outline">
        <Link href={withNext("/sign-in", here)}>{t("signIn")}</Link>
      </Button>
    </div>
  );
}
