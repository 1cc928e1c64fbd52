import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AcceptInvitation, SwitchAccount } from "@/components/access/accept-invitation";
import { SignedOutPage } from "@/components/access/signed-out-page";
import { Button } from "@/components/ui/button";
import { authDb } from "@/db/client";
import { findMember } from "@/db/queries/auth";
import { withNext } from "@/lib/access/core/next-path";
import { findPageAccount } from "@/lib/access/server/page-account";
import { webEnv } from "@/lib/access/server/web-bindings";
import { findInvitation, type OpenInvitation } from "@/lib/tenants/server/find-invitation";

export const metadata: Metadata = { referrer: "no-referrer" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const env = webEnv();
  const [invitation, account, t] = await Promise.all([
    findInvitation(env, token, Date.now()),
    findPageAccount(),
    getTranslations("access.invite"),
  ]);
  if (!invitation) {
    return (
      <SignedOutPage title={t("endedTitle")} lead={t("ended")}>
        <div>
          <Button asChild variant="outline">
            <Link href="/">{t("home")}</Link>
          </Button>
        </div>
      </SignedOutPage>
    );
  }
  if (account && (await findMember(authDb(env), invitation.tenantId, account.account)))
    redirect(`/${invitation.tenantSlug}/rooms`);
  return (
    <Invitation invitation={invitation}>
      <Answer token={token} invitation={invitation} signedInAs={account?.email ?? null} />
    </Invitation>
  );
}

async function Invitation({ invitation, children }: { invitation: OpenInvitation; children: ReactNode }) {
  const t = await getTranslations("access");
  const { tenantName: tenant, role, email } = invitation;
  return (
    <SignedOutPage title={t("invite.title", { tenant })} lead={t("invite.body", { tenant, role: t(`roles.${role}`) })}>
      {email === null ? null : <p className="text-sm break-words">{t("invite.forEmail", { email })}</p>}
      {children}
    </SignedOutPage>
  );
}

async function Answer({
  token,
  invitation,
  signedInAs,
}: {
  token: string;
  invitation: OpenInvitation;
  signedInAs: string | null;
}) {
  const t = await getTranslations("access.invite");
  if (signedInAs === null) {
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
  if (invitation.email !== null && invitation.email !== signedInAs) {
    return (
      <>
        <p className="text-sm break-words">{t("otherAccount", { email: signedInAs })}</p>
        <SwitchAccount token={token} />
      </>
    );
  }
  return <AcceptInvitation token={token} tenant={invitation.tenantName} />;
}
