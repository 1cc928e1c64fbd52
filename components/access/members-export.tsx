"use client";

import { useTranslations } from "next-intl";
import { CsvButton } from "@/components/ui/csv-button";
import type { MemberView } from "@/lib/tenants/protocol";

/** Saves the listed members as a file for a spreadsheet. */
export function MembersExport({ slug, members }: { slug: string; members: readonly MemberView[] }) {
  const t = useTranslations("access.members");
  const head = [t("name"), t("email"), t("role"), t("since")];
  const rows = members.map(({ name, email, role, since }) => [name, email ?? "", role, new Date(since).toISOString()]);
  return (
    <CsvButton name={`${slug}-members.csv`} rows={[head, ...rows]}>
      {t("export")}
    </CsvButton>
  );
}
