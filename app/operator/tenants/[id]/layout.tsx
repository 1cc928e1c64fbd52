import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { StateBadge } from "@/components/operator/state-badge";
import { Link } from "@/components/ui/link";
import { loadTenant } from "./load-tenant";

/** One tenant: its name and how it stands, the rest below. The page asks for itself whether it may be seen. */
export default async function OperatorTenantLayout({
  params,
  children,
}: {
  params: Promise<{ id: string }>;
  children: ReactNode;
}) {
  const { tenant } = await loadTenant((await params).id);
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
      {children}
    </>
  );
}
