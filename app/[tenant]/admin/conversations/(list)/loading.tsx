import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function ConversationsLoading() {
  const t = await getTranslations("conversations");
  return (
    <AdminLoading title={t("title")}>
      <TableShape />
    </AdminLoading>
  );
}
