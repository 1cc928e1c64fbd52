import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StateBadge } from "@/components/operator/state-badge";
import { TenantAccess } from "@/components/operator/tenant-access";
import { TenantFacts } from "@/components/operator/tenant-facts";
import { TenantLimits } from "@/components/operator/tenant-limits";
import { findTenant } from "@/lib/operator/server/find-tenant";
import { requirePageOperator } from "@/lib/access/server/page-operator";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.tenants");
  return { title: t("title") };
}

/** One tenant: what it is, what it may use, and whether people may be in it. */
export default async function OperatorTenantPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await requirePageOperator(`/operator/tenants/${id}`);
  const found = await findTenant(ctx, id);
  if (!found) notFound();
  const { tenant, usage, tierQuotas } = found;
  const t = await getTranslations("operator.tenant");
  return (
    <>
      <div className="flex flex-col gap-1">
        <Link href="/operator/tenants" className="text-sm text-muted-foreground underline-offset-4 hover:underline">
          {t("back")}
        </Link>
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="min-w-0 text-lg font-semibold break-words">{tenant.name}</h1>
          <StateBadge state={tenant.state} />
        </div>
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <TenantFacts tenant={tenant} usage={usage} />
        <TenantAccess tenant={tenant} />
        <TenantLimits key={tenant.config.version} tenant={tenant} tierQuotas={tierQuotas} />
      </div>
    </>
  );
}
