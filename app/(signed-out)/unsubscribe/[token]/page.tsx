import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { getTranslations } from "next-intl/server";
import { SignedOutPage } from "@/components/access/signed-out-page";
import { Button } from "@/components/ui/button";
import { webEnv } from "@/lib/access/server/web-bindings";
import { showStopDigest } from "@/lib/notify/server/stop-digest";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notify.unsubscribe");
  return { title: t("title"), referrer: "no-referrer" };
}

/** Where the link of a mail leads. One press, and no sign-in; a form, so that nothing that merely opens pages presses it. */
export default async function UnsubscribePage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations("notify.unsubscribe")]);
  const shown = await showStopDigest(webEnv(), token, Date.now());
  if (!shown) return <SignedOutPage title={t("ended")} lead={t("endedHelp")} />;
  const { tenantName: tenant, tenantSlug, isOff } = shown;
  const settings = (
    <Button asChild variant="outline">
      <Link href={`/${tenantSlug}/settings/notifications`}>{t("settings")}</Link>
    </Button>
  );
  if (isOff)
    return (
      <SignedOutPage title={t("done")} lead={t("doneHelp", { tenant })}>
        <div>{settings}</div>
      </SignedOutPage>
    );
  return (
    <SignedOutPage title={t("title")} lead={t("help", { tenant })}>
      <form action={`/api/unsubscribe/${token}?from=page`} method="post" className="flex flex-wrap gap-2">
        <Button type="submit">{t("submit")}</Button>
        {settings}
      </form>
    </SignedOutPage>
  );
}
