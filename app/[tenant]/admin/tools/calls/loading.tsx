import { getTranslations } from "next-intl/server";
import { AdminLoading, HeadShape, TableShape, ViewsShape } from "@/components/admin/admin-loading";

export default async function ToolCallsLoading() {
  const t = await getTranslations("tools");
  return (
    <AdminLoading title={t("calls")}>
      <ViewsShape views={2} />
      <HeadShape />
      <TableShape />
    </AdminLoading>
  );
}
