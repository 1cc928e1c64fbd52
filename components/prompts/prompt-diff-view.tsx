"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { DiffRow } from "@/lib/playground/core/prompt-diff";
import type { PromptPage } from "@/lib/playground/protocol";
import { cn } from "@/lib/ui/cn";

/** What changed between two versions, in words and not by colour alone. */
export function PromptDiffView({
  slug,
  page,
  compared: { from, until, diff },
}: {
  slug: string;
  page: PromptPage;
  compared: NonNullable<PromptPage["compared"]>;
}) {
  const t = useTranslations("prompts");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const show = (one: number, other: number) =>
    startTransition(() =>
      router.push(`/${slug}/admin/prompts/${page.place}?from=${one}&to=${other}`, { scroll: false }),
    );
  const numbers = page.versions.map(({ number }) => number);
  const nameOf = (number: number) => (number === 0 ? t("empty") : t("version", { number }));
  return (
    <section
      id="changes"
      aria-labelledby="prompt-changes"
      aria-busy={pending || undefined}
      className="flex scroll-mt-4 flex-col gap-3"
    >
      <h2 id="prompt-changes" className="text-base font-semibold">
        {t("diff.title")}
      </h2>
      <div className="flex flex-wrap items-end gap-3">
        <VersionChoice
          label={t("diff.from")}
          value={from}
          numbers={[...numbers, 0].filter((number) => number !== until)}
          nameOf={nameOf}
          onChoose={(number) => show(number, until)}
        />
        <VersionChoice
          label={t("diff.until")}
          value={until}
          numbers={numbers.filter((number) => number !== from)}
          nameOf={nameOf}
          onChoose={(number) => show(from, number)}
        />
        <p role="status" className="pb-1.5 text-sm text-muted-foreground">
          {diff.added + diff.removed === 0
            ? t("diff.same")
            : t("diff.summary", { added: diff.added, removed: diff.removed })}
        </p>
      </div>
      <ol
        aria-label={t("diff.label", { from, until })}
        className="overflow-hidden rounded-md border font-mono text-xs leading-5"
      >
        {diff.rows.map((row, at) => (
          <Row key={at} row={row} />
        ))}
      </ol>
    </section>
  );
}

const SIGNS = { same: " ", added: "+", removed: "−" } as const;

function Row({ row }: { row: DiffRow }) {
  const t = useTranslations("prompts.diff");
  if (row.kind === "gap") {
    return (
      <li className="border-y bg-muted px-3 py-0.5 text-muted-foreground first:border-t-0 last:border-b-0">
        {t("gap", { lines: row.lines })}
      </li>
    );
  }
  const { kind, parts } = row;
  const Mark = kind === "added" ? "ins" : "del";
  return (
    <li
      data-slot="diff-row"
      data-kind={kind}
      className={cn(
        "flex gap-2 px-3 py-0.5",
        kind === "added" && "bg-selected/50",
        kind === "removed" && "bg-destructive-soft",
      )}
    >
      <span aria-hidden className="w-2 shrink-0 text-muted-foreground select-none">
        {SIGNS[kind]}
      </span>
      {kind === "same" ? null : <span className="sr-only">{t(kind)}</span>}
      <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap" dir="auto">
        {parts.map(({ text, changed }, at) =>
          changed ? (
            <Mark
              key={at}
              className={cn(
                "rounded-xs no-underline",
                kind === "added" ? "bg-selected font-semibold text-selected-foreground" : "line-through",
              )}
            >
              {text}
            </Mark>
          ) : (
            <span key={at}>{text}</span>
          ),
        )}
      </span>
    </li>
  );
}

function VersionChoice({
  label,
  value,
  numbers,
  nameOf,
  onChoose,
}: {
  label: string;
  value: number;
  numbers: readonly number[];
  nameOf(number: number): string;
  onChoose(number: number): void;
}) {
  return (
    <Field label={label}>
      <Select value={String(value)} onValueChange={(next) => onChoose(Number(next))}>
        <SelectTrigger className="w-40">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {numbers.map((number) => (
            <SelectItem key={number} value={String(number)}>
              {nameOf(number)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </Field>
  );
}
