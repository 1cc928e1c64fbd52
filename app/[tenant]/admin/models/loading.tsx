import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape, HeadShape, TableShape, TextShape } from "@/components/admin/admin-loading";

export default async function ModelsLoading() {
  const t = await getTranslations("models");
  return (
    <AdminLoading title={t("title")}>
      <div className="flex flex-col gap-3">
        <HeadShape />
        <TextShape />
        <TableShape rows={4} lines={2} />
      </div>
      <CardsShape cards={1} />
    </AdminLoading>
  );
}
