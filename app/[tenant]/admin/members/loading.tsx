import { getTranslations } from "next-intl/server";
import { AdminLoading, TableShape } from "@/components/admin/admin-loading";

export default async function MembersLoading() {
  const t = await getTranslations("access.members");
  return (
    <AdminLoading title={t("title")} width="4xl">
      <TableShape />
    </AdminLoading>
  );
}
