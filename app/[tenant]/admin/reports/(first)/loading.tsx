import { getTranslations } from "next-intl/server";
import { AdminLoading, FiguresShape, TableShape } from "@/components/admin/admin-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default async function ReportsLoading() {
  const t = await getTranslations("reports");
  return (
    <AdminLoading title={t("title")} width="6xl">
      <FiguresShape figures={4} />
      <Skeleton className="h-64 w-full max-md:h-52" />
      <TableShape rows={5} />
    </AdminLoading>
  );
}
