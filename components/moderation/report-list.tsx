"use client";

import { Inbox } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import {
  REPORT_SOURCES,
  REPORT_STATES,
  type ReportCase,
  type ReportSource,
  type ReportState,
} from "@/lib/moderation/protocol";
import { ReportRow } from "./report-row";

export interface ReportListProps {
  wish: { state: ReportState; source: ReportSource | null; page: number };
  cases: readonly ReportCase[];
  total: number;
  pages: number;
}

/** Reported messages, by state and by who reported them; what is shown is in the address. */
export function ReportList({ wish, cases, total, pages }: ReportListProps) {
  const t = useTranslations("moderation.reports");
  const { tenant } = useFrame();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const show = (change: Partial<ReportListProps["wish"]>) => {
    // Another selection begins at its first page.
    const { state, source, page } = { ...wish, page: 1, ...change };
    const query = new URLSearchParams({
      ...(state === "open" ? {} : { state }),
      ...(source === null ? {} : { source }),
      ...(page === 1 ? {} : { page: String(page) }),
    });
    const text = query.size > 0 ? `?${query}` : "";
    startTransition(() => router.push(`/${tenant.slug}/admin/moderation${text}`));
  };
  const open = wish.state === "open";
  return (
    <section aria-label={t(wish.state)} aria-busy={pending || undefined} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Choice
          label={t("state")}
          value={wish.state}
          options={REPORT_STATES}
          words={(one) => t(one)}
          onChange={(state) => show({ state })}
        />
        <Choice
          label={t("source")}
          value={wish.source ?? "anyone"}
          options={["anyone", ...REPORT_SOURCES]}
          words={(one) => t(one)}
          onChange={(source) => show({ source: source === "anyone" ? null : source })}
        />
        <output className="ms-auto pb-1.5 text-xs text-muted-foreground">{t("count", { count: total })}</output>
      </div>
      {cases.length === 0 ? (
        <EmptyState icon={Inbox} title={t(open ? "none" : "noneResolved")} className="px-0">
          {t(open ? "noneBody" : "noneResolvedBody")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {cases.map((one) => (
            <ReportRow key={`${one.roomId}:${one.seq}`} report={one} />
          ))}
        </ul>
      )}
      {pages > 1 ? (
        <nav aria-label={t("pages")} className="flex items-center justify-end gap-2">
          <span className="text-xs text-muted-foreground">{t("page", { page: wish.page, pages })}</span>
          <Button
            variant="outline"
            size="sm"
            disabled={wish.page === 1}
            onClick={() => show({ page: Math.min(wish.page - 1, pages) })}
          >
            {t("previous")}
          </Button>
          <Button
            variant="outline"
            size="sm"
            disabled={wish.page >= pages}
            onClick={() => show({ page: wish.page + 1 })}
          >
            {t("next")}
          </Button>
        </nav>
      ) : null}
    </section>
  );
}

function Choice<T extends string>({
  label,
  value,
  options,
  words,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly T[];
  words(option: T): string;
  onChange(option: T): void;
}) {
  return (
    <Field label={label}>
      <Select value={value} onValueChange={(text) => onChange(options.find((one) => one === text) ?? value)}>
        <SelectTrigger className="w-36">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {options.map((option) => (
            <SelectItem key={option} value={option}>
              {words(option)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </Field>
  );
}
