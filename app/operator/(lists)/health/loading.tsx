import { getTranslations } from "next-intl/server";
import { TableShape } from "@/components/admin/admin-loading";
import { OperatorLoading } from "@/components/operator/operator-loading";

export default async function OperatorHealthLoading() {
  const t = await getTranslations("operator.health");
  return (
    <OperatorLoading title={t("title")}>
      <TableShape rows={7} />
    </OperatorLoading>
  );
}
