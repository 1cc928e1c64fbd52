import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DialogsProvider } from "@/components/chat/dialogs";
import { RoomsProvider } from "@/components/chat/rooms-provider";
import { RoomsSidebar } from "@/components/chat/sidebar";
import { DesktopNotifications } from "@/components/notify/desktop-notifications";
import { Place } from "@/components/frame/place";
import { requirePage } from "@/lib/access/server/session-ctx";
import { toDirectoryEntry } from "@/lib/rooms/client/api";
import { listPeople } from "@/lib/rooms/server/list-people";
import { listSidebar } from "@/lib/rooms/server/list-sidebar";

/** The rooms of a tenant: the list, everybody's name, and the sockets that every room page shares. */
export default async function RoomsLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/rooms`);
  const [{ people }, { rooms, mayBrowse }, t] = await Promise.all([
    listPeople(ctx, { tenant }),
    listSidebar(ctx),
    getTranslations("rooms"),
  ]);
  const { person, role } = ctx.actor;
  return (
    <RoomsProvider
      tenant={ctx.tenantSlug}
      tenantName={ctx.tenantName}
      viewer={{ person, mayBrowse, isAdmin: role === "owner" || role === "admin" }}
      people={people.map(toDirectoryEntry)}
      rooms={rooms}
    >
      <DesktopNotifications />
      <DialogsProvider>
        <Place listPath={`/${ctx.tenantSlug}/rooms`} title={t("title")} sidebar={<RoomsSidebar />}>
          {children}
        </Place>
      </DialogsProvider>
    </RoomsProvider>
  );
}
