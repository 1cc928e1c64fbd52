import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function AuditLoading() {
  const t = await getTranslations("audit");
  return (
    <AdminLoading title={t("title")} width="6xl">
      <TableShape rows={12} />
    </AdminLoading>
  );
}
