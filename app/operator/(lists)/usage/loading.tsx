import { getTranslations } from "next-intl/server";
import { TableShape, TextShape } from "@/components/admin/admin-loading";
import { OperatorLoading } from "@/components/operator/operator-loading";

export default async function OperatorUsageLoading() {
  const t = await getTranslations("operator.usage");
  return (
    <OperatorLoading title={t("title")}>
      <TextShape />
      <TableShape lines={2} />
    </OperatorLoading>
  );
}
