import { Link } from "@/components/ui/link";
import { getTranslations } from "next-intl/server";
import { ApproveChange, ChangeDone, ConfirmChange } from "@/components/access/change-email-panels";
import { SignedOutPage } from "@/components/access/signed-out-page";
import { Button } from "@/components/ui/button";
import type { ChangeToken } from "@/lib/access/server/change-token";
import { findPageAccount, hasOutbox } from "@/lib/access/server/page-account";
import { withNext } from "@/lib/access/server/page-params";

/** Where the two mails of a change of address lead, each with its own words. */
export async function VerifyChange({ token, change }: { token: string; change: ChangeToken }) {
  const { step, from, to } = change;
  if (step === "approve") return <ApproveChange token={token} from={from} to={to} outbox={hasOutbox()} />;
  const [account, t] = await Promise.all([findPageAccount(), getTranslations("access.changeEmail")]);
  if (account?.email === to) return <ChangeDone email={to} />;
  if (account?.email === from) return <ConfirmChange token={token} from={from} to={to} />;
  const lead = account ? t("otherAccount", { email: account.email }) : t("signInFirst");
  return (
    <SignedOutPage title={t("confirmTitle")} lead={lead}>
      <div>
        <Button asChild>
          {account ? (
            <Link href="/account">{t("account")}</Link>
          ) : (
            <Link href={withNext("/sign-in", `/verify?token=${token}`)}>{t("signIn")}</Link>
          )}
        </Button>
      </div>
    </SignedOutPage>
  );
}
