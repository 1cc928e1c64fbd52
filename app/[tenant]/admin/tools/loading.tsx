import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape, TableShape, TextShape, ViewsShape } from "@/components/admin/admin-loading";

export default async function ToolsLoading() {
  const t = await getTranslations("tools");
  return (
    <AdminLoading title={t("title")}>
      <ViewsShape views={2} />
      <TextShape />
      <TableShape rows={5} lines={2} />
      <CardsShape cards={1} />
    </AdminLoading>
  );
}
