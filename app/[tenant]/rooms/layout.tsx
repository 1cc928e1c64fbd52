import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FollowedThreadsProvider } from "@/components/chat/followed-threads";
import { RoomsSidebar } from "@/components/chat/sidebar";
import { Place } from "@/components/frame/place";
import { requirePage } from "@/lib/access/server/session-ctx";

/** The rooms of a tenant: the list beside the room that is open. */
export default async function RoomsLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}) {
  const { tenant } = await params;
  const [{ tenantSlug }, t] = await Promise.all([requirePage(tenant, `/${tenant}/rooms`), getTranslations("rooms")]);
  return (
    <FollowedThreadsProvider>
      <Place listPath={`/${tenantSlug}/rooms`} title={t("title")} sidebar={<RoomsSidebar />}>
        {children}
      </Place>
    </FollowedThreadsProvider>
  );
}
