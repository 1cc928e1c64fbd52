import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewTenant } from "@/components/operator/new-tenant";
import { TenantList } from "@/components/operator/tenant-list";
import { listTenants } from "@/lib/operator/server/list-tenants";
import { requirePageOperator } from "@/lib/access/server/page-operator";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.tenants");
  return { title: t("title") };
}

/** Every tenant of the installation. */
export default async function OperatorTenantsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ctx = await requirePageOperator("/operator/tenants");
  const query = await searchParams;
  const [page, t] = await Promise.all([listTenants(ctx, query), getTranslations("operator.tenants")]);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-lg font-semibold">{t("title")}</h1>
        <NewTenant />
      </div>
      <TenantList list={page} query={typeof query.q === "string" ? query.q.trim() : ""} />
    </>
  );
}
