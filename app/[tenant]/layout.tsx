import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppCommands } from "@/components/chat/app-commands";
import { DialogsProvider } from "@/components/chat/dialogs";
import { RoomsProvider } from "@/components/chat/rooms-provider";
import { EmojiProvider } from "@/components/emoji/emoji-provider";
import { GroupsProvider } from "@/components/groups/groups-provider";
import { placesFor } from "@/components/frame/admin-places";
import { Frame } from "@/components/frame/frame";
import { FrameProvider } from "@/components/frame/frame-context";
import { FrameScripts } from "@/components/frame/frame-scripts";
import { readSidebarWidth, SIDEBAR_COOKIE } from "@/components/frame/sidebar-width";
import { LaterNews } from "@/components/later/later-news";
import { OpenReportsProvider } from "@/components/moderation/open-reports";
import { DesktopNotifications } from "@/components/notify/desktop-notifications";
import { DeviceGuard } from "@/components/offline/device-guard";
import { pagePeople } from "@/lib/access/server/page-people";
import { allows } from "@/lib/access/server/require-permission";
import { requirePage } from "@/lib/access/server/session-ctx";
import { webRuntime } from "@/lib/access/server/web-bindings";
import { listEmoji } from "@/lib/emoji/server/list-emoji";
import { listGroups } from "@/lib/groups/server/list-groups";
import { listLater } from "@/lib/later/server/list-later";
import { countOpenReports } from "@/lib/moderation/server/count-open-reports";
import { toDirectoryEntry } from "@/lib/rooms/client/api";
import { listSidebar } from "@/lib/rooms/server/list-sidebar";
import { listMyTenants } from "@/lib/tenants/server/list-my-tenants";

interface TenantLayoutProps {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}

/**
 * The frame around a tenant's pages, and what they share: the one inbox socket (whoever has any of them open is online
 * and hears what waits), everybody's name, the dialogs. Each page proves access for itself as well: a layout is not
 * asked again on the way from page to page.
 */
export default function TenantLayout(props: TenantLayoutProps) {
  return (
    <>
      <FrameScripts />
      <TenantFrame {...props} />
    </>
  );
}

async function TenantFrame({ params, children }: TenantLayoutProps) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant);
  const { actor, signedIn } = ctx;
  const [jar, { tenants }, { people }, { rooms, mayBrowse }, later, { emoji }, { groups }, openReports] =
    await Promise.all([
      cookies(),
      listMyTenants({ account: actor.account, runtime: webRuntime() }),
      pagePeople(ctx),
      listSidebar(ctx),
      listLater(ctx),
      listEmoji(ctx, { tenant: ctx.tenantSlug }),
      listGroups(ctx, { tenant: ctx.tenantSlug }),
      countOpenReports(ctx),
    ]);
  const isAdmin = actor.role === "owner" || actor.role === "admin";
  const sidebarPx = readSidebarWidth(jar.get(SIDEBAR_COOKIE)?.value);
  return (
    <FrameProvider
      facts={{
        tenant: { slug: ctx.tenantSlug, name: ctx.tenantName },
        me: { person: actor.person, name: signedIn.name, email: signedIn.email, image: null, role: actor.role },
        isAdmin,
        adminPlaces: placesFor(([resource, action]) => allows(ctx, resource, action)),
        sidebarPx,
      }}
    >
      <RoomsProvider
        tenant={ctx.tenantSlug}
        tenantName={ctx.tenantName}
        viewer={{ person: actor.person, role: actor.role, mayBrowse, isAdmin }}
        people={people.map(toDirectoryEntry)}
        rooms={rooms}
        later={later}
      >
        <EmojiProvider tenant={ctx.tenantSlug} emoji={emoji}>
          <GroupsProvider tenant={ctx.tenantSlug} groups={groups}>
            <DialogsProvider>
              <AppCommands />
              <LaterNews />
              <DesktopNotifications />
              <DeviceGuard />
              <OpenReportsProvider count={openReports}>
                <Frame sidebarPx={sidebarPx} tenants={tenants}>
                  {children}
                </Frame>
              </OpenReportsProvider>
            </DialogsProvider>
          </GroupsProvider>
        </EmojiProvider>
      </RoomsProvider>
    </FrameProvider>
  );
}
