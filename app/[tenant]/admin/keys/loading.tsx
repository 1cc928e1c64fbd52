import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function KeysLoading() {
  const t = await getTranslations("keys");
  return (
    <AdminLoading title={t("title")}>
      <TableShape />
    </AdminLoading>
  );
}
