import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { RoomsProvider } from "@/components/chat/rooms-provider";
import { EmojiProvider } from "@/components/emoji/emoji-provider";
import { Frame } from "@/components/frame/frame";
import { readSidebarWidth, SIDEBAR_COOKIE } from "@/components/frame/sidebar-width";
import { pagePeople } from "@/lib/access/server/page-people";
import { requirePage } from "@/lib/access/server/session-ctx";
import { webRuntime } from "@/lib/access/server/web-bindings";
import { listEmoji } from "@/lib/emoji/server/list-emoji";
import { toDirectoryEntry } from "@/lib/rooms/client/api";
import { listSidebar } from "@/lib/rooms/server/list-sidebar";
import { listMyTenants } from "@/lib/tenants/server/list-my-tenants";

/**
 * The frame around a tenant's pages, and the one inbox socket they share: whoever has any of them open is online and
 * hears what waits. Each page proves access for itself as well: a layout is not asked again on the way from page to page.
 */
export default async function TenantLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}) {
  const { tenant } = await params;
  const ctx = await requirePage(tenant);
  const { actor, signedIn } = ctx;
  const [jar, { tenants }, { people }, { rooms, mayBrowse }, { emoji }] = await Promise.all([
    cookies(),
    listMyTenants({ account: actor.account, runtime: webRuntime() }),
    pagePeople(ctx),
    listSidebar(ctx),
    listEmoji(ctx, { tenant: ctx.tenantSlug }),
  ]);
  const isAdmin = actor.role === "owner" || actor.role === "admin";
  return (
    <RoomsProvider
      tenant={ctx.tenantSlug}
      tenantName={ctx.tenantName}
      viewer={{ person: actor.person, role: actor.role, mayBrowse, isAdmin }}
      people={people.map(toDirectoryEntry)}
      rooms={rooms}
    >
      <EmojiProvider tenant={ctx.tenantSlug} emoji={emoji}>
        <Frame
          facts={{
            tenant: { slug: ctx.tenantSlug, name: ctx.tenantName },
            me: { person: actor.person, name: signedIn.name, email: signedIn.email, image: null, role: actor.role },
            isAdmin,
            sidebarPx: readSidebarWidth(jar.get(SIDEBAR_COOKIE)?.value),
          }}
          tenants={tenants}
        >
          {children}
        </Frame>
      </EmojiProvider>
    </RoomsProvider>
  );
}
