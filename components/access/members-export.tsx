"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { toCsv } from "@/lib/tenants/core/csv";
import type { MemberView } from "@/lib/tenants/protocol";

/** Saves the listed members as a file for a spreadsheet. */
export function MembersExport({ slug, members }: { slug: string; members: readonly MemberView[] }) {
  const t = useTranslations("access.members");
  const save = () => {
    const rows = members.map(({ name, email, role, since }) => [
      name,
      email ?? "",
      role,
      new Date(since).toISOString(),
    ]);
    const text = toCsv([[t("name"), t("email"), t("role"), t("since")], ...rows]);
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: url, download: `${slug}-members.csv` }).click();
    // After the browser has taken it up.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <Button variant="outline" size="sm" disabled={members.length === 0} onClick={save}>
      <Download aria-hidden />
      {t("export")}
    </Button>
  );
}
