"use client";

import { Download, ScrollText, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { PagedTable } from "@/components/admin/paged-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPager } from "@/components/ui/pager";
import type { AuditPage, AuditSearch } from "@/lib/audit/protocol";
import { useAuditColumns } from "./audit-columns";
import { AuditFilters } from "./audit-filters";
import { useVerifyLog, VerifyButton, VerifyResult } from "./verify-log";

/** A log of administrative acts, newest first; what is looked for and where one is are in the address. */
export function AuditLog({
  log,
  path,
  exportPath,
  verifyPath,
}: {
  log: AuditPage;
  /** Of the page itself. */
  path: string;
  /** Where files of it come from. */
  exportPath: string;
  /** What verifies it. */
  verifyPath: string;
}) {
  const t = useTranslations("audit");
  const columns = useAuditColumns();
  const verify = useVerifyLog(verifyPath);
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { search, entries, total, newest, older } = log;
  const searched = Object.values(search).some((value) => value !== "");
  const show = (wish: Partial<AuditSearch>) => startTransition(() => router.push(`${path}${queryOf(wish)}`));
  const file = (format: string) => `${exportPath}${queryOf({ ...search, format })}`;
  return (
    <div aria-busy={pending || undefined} className="flex flex-col gap-4">
      <AuditFilters key={JSON.stringify(search)} search={search} searched={searched} onSearch={show} />
      <VerifyResult verify={verify} />
      <PagedTable
        top
        title={t("title")}
        told={t("count", { count: total })}
        acts={
          <>
            <VerifyButton verify={verify} />
            {(["csv", "json"] as const).map((format) => (
              <Button key={format} asChild variant="outline" size="sm">
                <a href={file(format)} download>
                  <Download aria-hidden />
                  {t(format)}
                </a>
              </Button>
            ))}
          </>
        }
        columns={columns}
        order={{ sort: "when", down: true }}
        rows={entries}
        keyOf={({ seq }) => String(seq)}
        empty={
          <EmptyState icon={searched ? Search : ScrollText} title={t(searched ? "noMatch" : "none")} className="px-0">
            {t(searched ? "noMatchBody" : "noneBody")}
          </EmptyState>
        }
        pager={
          <CursorPager
            label={t("pages")}
            newest={newest ? null : `${path}${queryOf(search)}`}
            older={older === null ? null : `${path}${queryOf({ ...search, before: String(older) })}`}
          />
        }
      />
    </div>
  );
}

/** What is anything is left out, so that the plain log has the plain address. */
function queryOf(wish: Record<string, string> | Partial<AuditSearch>): string {
  const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== ""));
  return query.size > 0 ? `?${query}` : "";
}
