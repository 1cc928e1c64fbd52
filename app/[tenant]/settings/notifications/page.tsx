import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Main, MainHeader } from "@/components/frame/place";
import { DesktopSection } from "@/components/notify/desktop-section";
import { DigestSection } from "@/components/notify/digest-section";
import { KeywordsSection } from "@/components/notify/keywords-section";
import { PushSection } from "@/components/notify/push-section";
import { QuietSection } from "@/components/notify/quiet-section";
import { requirePage } from "@/lib/access/server/session-ctx";
import { getNotifications } from "@/lib/notify/server/get-notifications";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notify");
  return { title: t("title") };
}

/** What I hear of in this tenant, and where. */
export default async function NotificationsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/settings/notifications`);
  const [{ settings, subscriptions, pushKey, policy }, t] = await Promise.all([
    getNotifications(ctx),
    getTranslations("notify"),
  ]);
  return (
    <Main>
      <MainHeader>
        <h1 className="text-sm font-semibold">{t("title")}</h1>
      </MainHeader>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="flex max-w-2xl flex-col gap-5 p-4 max-md:p-3">
          <p className="text-sm text-muted-foreground">{t("lead", { tenant: ctx.tenantName })}</p>
          <DesktopSection tenant={tenant} sound={settings.sound} />
          <PushSection tenant={tenant} pushKey={pushKey} subscriptions={subscriptions} />
          <DigestSection tenant={tenant} digest={settings.digest} zone={settings.zone} hideText={policy.hideText} />
          <KeywordsSection tenant={tenant} keywords={settings.keywords} />
          <QuietSection tenant={tenant} quietUntil={settings.quietUntil} schedule={settings.schedule} />
        </div>
      </div>
    </Main>
  );
}
