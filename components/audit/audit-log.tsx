"use client";

import { Download, ScrollText, Search } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { AuditPage, AuditSearch } from "@/lib/audit/protocol";
import { AuditFilters } from "./audit-filters";
import { AuditTable } from "./audit-table";

/** A log of administrative acts, newest first; what is looked for and where one is are in the address. */
export function AuditLog({
  log,
  path,
  exportPath,
}: {
  log: AuditPage;
  /** Of the page itself. */
  path: string;
  /** Where files of it come from; null: there are none. */
  exportPath: string | null;
}) {
  const t = useTranslations("audit");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { search, entries, total, newest, older } = log;
  const searched = Object.values(search).some((value) => value !== "");
  const show = (wish: Partial<AuditSearch>) => startTransition(() => router.push(`${path}${queryOf(wish)}`));
  const file = (format: string) => `${exportPath}${queryOf({ ...search, format })}`;
  return (
    <div aria-busy={pending || undefined} className="flex flex-col gap-4">
      <AuditFilters key={JSON.stringify(search)} search={search} searched={searched} onSearch={show} />
      <div className="flex flex-wrap items-center gap-3">
        <output className="text-xs text-muted-foreground">{t("count", { count: total })}</output>
        {exportPath === null ? null : (
          <div className="ms-auto flex gap-2">
            {(["csv", "json"] as const).map((format) => (
              <Button key={format} asChild variant="outline" size="sm">
                <a href={file(format)} download>
                  <Download aria-hidden />
                  {t(format)}
                </a>
              </Button>
            ))}
          </div>
        )}
      </div>
      {entries.length === 0 ? (
        <EmptyState icon={searched ? Search : ScrollText} title={t(searched ? "noMatch" : "none")} className="px-0">
          {t(searched ? "noMatchBody" : "noneBody")}
        </EmptyState>
      ) : (
        <AuditTable entries={entries} />
      )}
      {newest && older === null ? null : (
        <nav aria-label={t("pages")} className="flex items-center justify-end gap-2">
          {newest ? null : (
            <Button asChild variant="outline" size="sm">
              <Link href={`${path}${queryOf(search)}`}>{t("newest")}</Link>
            </Button>
          )}
          {older === null ? null : (
            <Button asChild variant="outline" size="sm">
              <Link href={`${path}${queryOf({ ...search, before: String(older) })}`}>{t("older")}</Link>
            </Button>
          )}
        </nav>
      )}
    </div>
  );
}

/** What is anything is left out, so that the plain log has the plain address. */
function queryOf(wish: Record<string, string> | Partial<AuditSearch>): string {
  const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== ""));
  return query.size > 0 ? `?${query}` : "";
}
