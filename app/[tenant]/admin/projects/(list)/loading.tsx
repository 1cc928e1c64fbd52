import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape, TextShape } from "@/components/admin/admin-loading";

export default async function ProjectsLoading() {
  const t = await getTranslations("projects");
  return (
    <AdminLoading title={t("title")}>
      <TextShape />
      <TableShape rows={4} />
    </AdminLoading>
  );
}
