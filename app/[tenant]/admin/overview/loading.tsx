import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape, FiguresShape } from "@/components/admin/admin-loading";

export default async function OverviewLoading() {
  const t = await getTranslations("overview");
  return (
    <AdminLoading title={t("title")} width="6xl">
      <FiguresShape figures={8} />
      <CardsShape />
    </AdminLoading>
  );
}
