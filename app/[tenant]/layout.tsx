import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Frame } from "@/components/frame/frame";
import { readSidebarWidth, SIDEBAR_COOKIE } from "@/components/frame/sidebar-width";
import { requirePage } from "@/lib/access/server/session-ctx";
import { webRuntime } from "@/lib/access/server/web-bindings";
import { listMyTenants } from "@/lib/tenants/server/list-my-tenants";

/** The frame around a tenant's pages. Each page proves access for itself as well: a layout is not asked again on the way from page to page. */
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
  const [jar, { tenants }] = await Promise.all([
    cookies(),
    listMyTenants({ account: actor.account, runtime: webRuntime() }),
  ]);
  return (
    <Frame
      facts={{
        tenant: { slug: ctx.tenantSlug, name: ctx.tenantName },
        me: { person: actor.person, name: signedIn.name, email: signedIn.email, image: null, role: actor.role },
        isAdmin: actor.role === "owner" || actor.role === "admin",
        sidebarPx: readSidebarWidth(jar.get(SIDEBAR_COOKIE)?.value),
      }}
      tenants={tenants}
    >
      {children}
    </Frame>
  );
}
