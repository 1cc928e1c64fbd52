import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape, TableShape } from "@/components/admin/admin-loading";

export default async function ModelsLoading() {
  const t = await getTranslations("models");
  return (
    <AdminLoading title={t("title")}>
      <CardsShape cards={1} />
      <TableShape />
    </AdminLoading>
  );
}
