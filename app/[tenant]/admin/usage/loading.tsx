import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape, TableShape } from "@/components/admin/admin-loading";

export default async function UsageLoading() {
  const t = await getTranslations("usage");
  return (
    <AdminLoading title={t("title")}>
      <CardsShape cards={2} />
      <TableShape rows={4} />
    </AdminLoading>
  );
}
