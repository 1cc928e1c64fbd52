import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function PromptsLoading() {
  const t = await getTranslations("prompts");
  return (
    <AdminLoading title={t("title")}>
      <TableShape rows={4} />
    </AdminLoading>
  );
}
