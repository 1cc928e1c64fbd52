import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function ModerationLoading() {
  const t = await getTranslations("moderation.page");
  return (
    <AdminLoading title={t("title")} width="4xl">
      <TableShape rows={5} />
    </AdminLoading>
  );
}
