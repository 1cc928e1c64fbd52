import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountBar } from "@/components/access/account-bar";
import { EmailSection } from "@/components/access/email-section";
import { PasskeysSection } from "@/components/access/passkeys-section";
import { PasswordSection } from "@/components/access/password-section";
import { ProfileSection } from "@/components/access/profile-section";
import { SessionsSection } from "@/components/access/sessions-section";
import { TwoFactorSection } from "@/components/access/two-factor-section";
import { listSessions } from "@/lib/access/server/list-sessions";
import { hasOutbox, requirePageAccount } from "@/lib/access/server/page-account";
import { showEmailChange } from "@/lib/access/server/show-email-change";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const ctx = await requirePageAccount("/account");
  const [{ sessions }, passkeys, waiting, t] = await Promise.all([
    listSessions(ctx),
    ctx.auth.api.listPasskeys({ headers: ctx.headers }),
    showEmailChange(ctx),
    getTranslations("access.account"),
  ]);
  return (
    <>
      <AccountBar />
      <main className="mx-auto flex w-full max-w-2xl flex-col gap-5 px-6 py-8">
        <h1 className="text-lg font-semibold">{t("title")}</h1>
        <ProfileSection name={ctx.name} />
        <EmailSection email={ctx.email} waiting={waiting} outbox={hasOutbox()} />
        <PasswordSection />
        <TwoFactorSection on={ctx.twoFactor} />
        <PasskeysSection
          passkeys={passkeys.map(({ id, name, createdAt }) => ({
            id,
            name: name ?? "",
            addedAt: createdAt?.getTime() ?? null,
          }))}
        />
        <SessionsSection sessions={sessions} />
      </main>
    </>
  );
}
