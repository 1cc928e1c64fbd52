import { getTranslations } from "next-intl/server";
import { PageSkeleton } from "@/components/admin/page-skeleton";

export default async function Loading() {
  const [t, admin] = await Promise.all([getTranslations("playground"), getTranslations("admin")]);
  return <PageSkeleton title={t("title")} label={admin("loading")} />;
}
