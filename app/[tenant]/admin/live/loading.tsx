import { getTranslations } from "next-intl/server";
import { AdminLoading } from "@/components/admin/admin-loading";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of what comes: figures, then charts. */
export default async function LiveLoading() {
  const t = await getTranslations("live");
  return (
    <AdminLoading title={t("title")}>
      <div className="grid grid-cols-4 gap-3 max-lg:grid-cols-2">
        {Array.from({ length: 8 }, (_, at) => (
          <Skeleton key={at} className="h-20" />
        ))}
      </div>
      <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
        {Array.from({ length: 4 }, (_, at) => (
          <Skeleton key={at} className="h-56" />
        ))}
      </div>
    </AdminLoading>
  );
}
