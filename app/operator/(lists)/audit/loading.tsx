import { getTranslations } from "next-intl/server";
import { TableShape } from "@/components/admin/admin-loading";
import { OperatorLoading } from "@/components/operator/operator-loading";

export default async function OperatorAuditLoading() {
  const t = await getTranslations("audit");
  return (
    <OperatorLoading title={t("operatorTitle")}>
      <TableShape rows={12} lines={2} />
    </OperatorLoading>
  );
}
