import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { RoomsSidebar } from "@/components/chat/sidebar";
import { Place } from "@/components/frame/place";
import { requirePage } from "@/lib/access/server/session-ctx";

/** The rooms of a tenant: the list beside every room page. */
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
    <Place listPath={`/${tenantSlug}/rooms`} title={t("title")} sidebar={<RoomsSidebar />}>
      {children}
    </Place>
  );
}
