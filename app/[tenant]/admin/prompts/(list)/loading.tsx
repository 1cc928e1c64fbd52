import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape, TextShape } from "@/components/admin/admin-loading";

export default async function PromptsLoading() {
  const t = await getTranslations("prompts");
  return (
    <AdminLoading title={t("title")}>
      <div className="flex flex-col gap-4">
        <TextShape />
        <TableShape rows={4} lines={2} />
      </div>
    </AdminLoading>
  );
}
