import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape } from "@/components/admin/admin-loading";

export default async function PlaygroundLoading() {
  const t = await getTranslations("playground");
  return (
    <AdminLoading title={t("title")} width="6xl">
      <CardsShape />
    </AdminLoading>
  );
}
