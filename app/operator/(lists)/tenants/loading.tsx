import { getTranslations } from "next-intl/server";
import { TableShape } from "@/components/admin/admin-loading";
import { OperatorLoading } from "@/components/operator/operator-loading";

export default async function OperatorTenantsLoading() {
  const t = await getTranslations("operator.tenants");
  return (
    <OperatorLoading title={t("title")}>
      <TableShape lines={2} />
    </OperatorLoading>
  );
}
