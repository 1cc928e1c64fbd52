import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { AdminFrame } from "@/components/frame/admin-frame";
import { ADMIN_PLACES, placeAt } from "@/components/frame/admin-places";
import { allows } from "@/lib/access/server/require-permission";
import { askedPath, requirePage } from "@/lib/access/server/session-ctx";

interface AdminLayoutProps {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}

/** The administrators' places. Does not wait itself, so that the page's head names its scripts (see FrameScripts). */
export default function AdminLayout({ params, children }: AdminLayoutProps) {
  return (
    <AdminFrame>
      <AdminGate params={params}>{children}</AdminGate>
    </AdminFrame>
  );
}

/**
 * Each page proves access for itself as well; it is asked here too because a page's answer may come after its skeleton was
 * sent, too late for a status.
 */
async function AdminGate({ params, children }: AdminLayoutProps) {
  const ctx = await requirePage((await params).tenant);
  const asked = placeAt((await askedPath()) ?? "");
  const may = ADMIN_PLACES.filter(({ right: [resource, action] }) => allows(ctx, resource, action));
  if (may.length === 0 || (asked !== null && may.every(({ id }) => id !== asked))) notFound();
  return children;
}
