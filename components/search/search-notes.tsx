"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { SearchFault } from "@/lib/search/client/fetch-page";
import { HAS, QUERY_LIMITS, type QueryProblem } from "@/lib/search/core/parse-query";

const EXAMPLES = ["words", "phrase", "start", "not", "from", "in", "days", "has", "thread"] as const;

/** What a search may say; over it, that nothing was found. */
export function SearchHelp({ nothing }: { nothing?: string }) {
  const t = useTranslations("search");
  return (
    <section data-slot="search-help" className="max-w-2xl px-4 py-5 max-md:px-3">
      {nothing === undefined ? null : (
        <>
          <h2 className="text-base font-semibold [overflow-wrap:anywhere]">{t("nothing.title", { q: nothing })}</h2>
          <p className="mt-1 mb-5 text-sm text-muted-foreground">{t("nothing.body")}</p>
        </>
      )}
      <h2 className="text-sm font-semibold">{t("help.title")}</h2>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm max-sm:grid-cols-1 max-sm:gap-y-0.5">
        {EXAMPLES.map((one) => (
          <div key={one} className="contents">
            <dt>
              <code className="rounded-sm border bg-muted px-1 py-px font-mono text-[0.85em]">
                {t(`help.${one}.example`)}
              </code>
            </dt>
            <dd className="text-muted-foreground max-sm:mb-2">{t(`help.${one}.meaning`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Which part of a search is at fault, and why. */
export function SearchProblemNote({ problem: { code, part } }: { problem: QueryProblem }) {
  const t = useTranslations("search.problem");
  return (
    <p role="alert" className="px-4 py-5 text-sm max-md:px-3">
      {t(code, { part, has: HAS.join(", "), chars: QUERY_LIMITS.charsMax, terms: QUERY_LIMITS.termsMax })}
    </p>
  );
}

/** Why there is no answer, and what to do. */
export function SearchFaultNote({ fault, onRetry }: { fault: SearchFault; onRetry(): void }) {
  const t = useTranslations("search.fault");
  return (
    <div
      role="alert"
      data-slot="search-fault"
      className="flex flex-col items-start gap-2 px-4 py-5 text-sm max-md:px-3"
    >
      <p>{fault.kind === "refused" ? fault.message : t(fault.kind)}</p>
      {fault.kind === "refused" ? null : (
        <Button variant="outline" size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
      {fault.kind === "failed" && fault.requestId !== null ? (
        <p className="flex items-center gap-1 text-xs text-muted-foreground">
          {t("requestId")} <code className="select-all">{fault.requestId}</code>
          <CopyButton value={fault.requestId} label={t("copy")} />
        </p>
      ) : null}
    </div>
  );
}

export function SearchSkeleton() {
  return (
    <div aria-hidden className="max-w-4xl">
      {Array.from({ length: 6 }, (_, row) => (
        <div key={row} className="flex gap-3 px-4 py-3 max-md:px-3">
          <Skeleton className="size-9 rounded-md" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-56 max-w-full" />
            <Skeleton className="h-4 w-full" />
            <Skeleton className="h-3 w-2/3" />
          </div>
        </div>
      ))}
    </div>
  );
}
