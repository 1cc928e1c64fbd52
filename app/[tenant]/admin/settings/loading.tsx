import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape } from "@/components/admin/admin-loading";

export default async function SettingsLoading() {
  const t = await getTranslations("access.settings");
  return (
    <AdminLoading title={t("title")} width="2xl">
      <CardsShape cards={3} />
    </AdminLoading>
  );
}
