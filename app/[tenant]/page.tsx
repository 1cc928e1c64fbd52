import { redirect } from "next/navigation";
import { requirePage } from "@/lib/access/server/session-ctx";

/** A tenant's own address leads to its rooms. */
export default async function TenantPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenantSlug } = await requirePage((await params).tenant);
  redirect(`/${tenantSlug}/rooms`);
}
