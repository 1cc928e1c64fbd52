import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape, TableShape } from "@/components/admin/admin-loading";

export default async function ToolsLoading() {
  const t = await getTranslations("tools");
  return (
    <AdminLoading title={t("title")}>
      <TableShape rows={5} />
      <CardsShape cards={1} />
    </AdminLoading>
  );
}
