import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function ToolCallsLoading() {
  const t = await getTranslations("tools");
  return (
    <AdminLoading title={t("calls")}>
      <TableShape rows={8} />
    </AdminLoading>
  );
}
