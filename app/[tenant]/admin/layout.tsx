import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { AdminFrame } from "@/components/frame/admin-frame";
import { ADMIN_PLACES, placeAt } from "@/components/frame/admin-places";
import { allows } from "@/lib/access/server/require-permission";
import { askedPath, requirePage } from "@/lib/access/server/session-ctx";

/**
 * The administrators' places. Each page proves access for itself as well; it is asked here too because a page's answer may
 * come after its skeleton was sent, too late for a status.
 */
export default async function AdminLayout({
  params,
  children,
}: {
  params: Promise<{ tenant: string }>;
  children: ReactNode;
}) {
  const ctx = await requirePage((await params).tenant);
  const asked = placeAt((await askedPath()) ?? "");
  const may = ADMIN_PLACES.filter(({ right: [resource, action] }) => allows(ctx, resource, action));
  if (may.length === 0 || (asked !== null && may.every(({ id }) => id !== asked))) notFound();
  return <AdminFrame>{children}</AdminFrame>;
}
