import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TenantAccess } from "@/components/operator/tenant-access";
import { TenantFacts } from "@/components/operator/tenant-facts";
import { TenantLimits } from "@/components/operator/tenant-limits";
import { showTenantPage } from "@/lib/operator/server/show-tenant-page";
import { loadTenant } from "./load-tenant";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.tenants");
  return { title: t("title") };
}

/** One tenant: what it is, what it may use, and whether people may be in it. */
export default async function OperatorTenantPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, tenant } = await loadTenant((await params).id);
  const { usage, tierQuotas } = await showTenantPage(ctx, tenant);
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
      <TenantFacts tenant={tenant} usage={usage} />
      <TenantAccess tenant={tenant} />
      <TenantLimits key={tenant.config.version} tenant={tenant} tierQuotas={tierQuotas} />
    </div>
  );
}
