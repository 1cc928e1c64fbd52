import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function EvaluationsLoading() {
  const t = await getTranslations("playground");
  return (
    <AdminLoading title={t("title")} width="6xl">
      <TableShape rows={4} />
    </AdminLoading>
  );
}
