import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditLog } from "@/components/audit/audit-log";
import { showOperatorLog } from "@/lib/operator/server/operator-log";
import { requirePageOperator } from "@/lib/access/server/page-operator";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("operatorTitle") };
}

/** What operators did, over all tenants, erased ones among them. */
export default async function OperatorAuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ctx = await requirePageOperator("/operator/audit");
  const [log, t] = await Promise.all([showOperatorLog(ctx, await searchParams), getTranslations("audit")]);
  return (
    <>
      <h1 className="text-lg font-semibold">{t("operatorTitle")}</h1>
      <AuditLog
        log={log}
        path="/operator/audit"
        exportPath="/api/operator/audit/export"
        verifyPath="/api/operator/audit/verify"
      />
    </>
  );
}
