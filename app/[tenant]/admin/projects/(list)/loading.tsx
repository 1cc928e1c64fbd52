import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function ProjectsLoading() {
  const t = await getTranslations("projects");
  return (
    <AdminLoading title={t("title")}>
      <TableShape />
    </AdminLoading>
  );
}
