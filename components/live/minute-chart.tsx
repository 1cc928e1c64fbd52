"use client";

import { useTranslations } from "next-intl";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/ui/cn";

export interface Series {
  name: string;
  /** One for each label; null: nothing is known of that minute. */
  values: readonly (number | null)[];
}

const WIDTH = 150;
const HEIGHT = 60;
const STROKES = ["stroke-[var(--chart-1)]", "stroke-[var(--chart-3)]", "stroke-[var(--chart-4)]"];
const FILLS = ["bg-[var(--chart-1)]", "bg-[var(--chart-3)]", "bg-[var(--chart-4)]"];
/** So that lines are told apart without their colour as well. */
const DASHES = ["", "4 3", "1 3"];

/** Lines over the last minutes, and the same as a table. */
export function MinuteChart({
  title,
  help,
  labels,
  series,
  write,
  quiet,
}: {
  title: string;
  help: string;
  labels: readonly string[];
  series: readonly Series[];
  write(value: number): string;
  /** Said in place of lines that lie on the ground. */
  quiet: string;
}) {
  const t = useTranslations("live");
  const all = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const most = Math.max(0, ...all);
  const figures = series
    .map(({ name, values }) => {
      const known = values.filter((value) => value !== null);
      const last = known.at(-1);
      if (last === undefined) return `${name} ${t("none")}`;
      return t("most", { name, value: write(Math.max(...known)), last: write(last) });
    })
    .join("; ");
  const id = `live-${title.replaceAll(/\W+/g, "-").toLowerCase()}`;
  return (
    <Card aria-labelledby={id} data-slot="minute-chart">
      <CardHeader>
        <CardTitle id={id}>{title}</CardTitle>
        <CardDescription>{help}</CardDescription>
      </CardHeader>
      <CardContent className="flex flex-col gap-2">
        <figure className="flex flex-col gap-1">
          <div className="flex min-h-5 flex-wrap items-center justify-between gap-x-3 text-xs text-muted-foreground tabular-nums">
            <span aria-hidden>{most > 0 ? write(most) : ""}</span>
            <ul aria-hidden className="flex flex-wrap gap-x-3">
              {series.map(({ name }, at) => (
                <li key={name} className="flex items-center gap-1.5">
                  <span className={cn("h-0.5 w-3 rounded-full", FILLS[at])} />
                  {name}
                </li>
              ))}
            </ul>
          </div>
          <div className="relative">
            <svg
              role="img"
              aria-label={t("chart", { title, minutes: labels.length, figures })}
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              preserveAspectRatio="none"
              className="h-28 w-full overflow-visible border-b"
            >
              <line x1={0} y1={0} x2={WIDTH} y2={0} vectorEffect="non-scaling-stroke" className="stroke-border" />
              {most > 0
                ? series.map(({ name, values }, at) => (
                    <path
                      key={name}
                      d={pathOf(values, most)}
                      fill="none"
                      strokeWidth={1.75}
                      strokeLinecap="round"
                      strokeLinejoin="round"
                      strokeDasharray={DASHES[at]}
                      vectorEffect="non-scaling-stroke"
                      className={STROKES[at]}
                    />
                  ))
                : null}
            </svg>
            {most === 0 ? (
              <p className="absolute inset-0 grid place-items-center text-xs text-muted-foreground">{quiet}</p>
            ) : null}
          </div>
          <div aria-hidden className="flex justify-between text-xs text-muted-foreground tabular-nums">
            <span>{labels[0]}</span>
            <span>{labels.at(-1)}</span>
          </div>
        </figure>
        <details className="text-sm">
          <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
            {t("table")}
          </summary>
          <Table aria-label={title} className="mt-2">
            <TableHeader>
              <TableRow>
                <TableHead>{t("minute")}</TableHead>
                {series.map(({ name }) => (
                  <TableHead key={name} className="text-end">
                    {name}
                  </TableHead>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {labels
                .map((label, at) => (
                  <TableRow key={label}>
                    <TableCell className="h-8 py-1">{label}</TableCell>
                    {series.map(({ name, values }) => {
                      const value = values[at] ?? null;
                      return (
                        <TableCell key={name} className="h-8 py-1 text-end">
                          {value === null ? t("none") : write(value)}
                        </TableCell>
                      );
                    })}
                  </TableRow>
                ))
                .toReversed()}
            </TableBody>
          </Table>
        </details>
      </CardContent>
    </Card>
  );
}

/** A line through what is known; a minute alone between others that are not is a short stroke. */
function pathOf(values: readonly (number | null)[], most: number): string {
  const step = WIDTH / Math.max(values.length - 1, 1);
  let path = "";
  let drawing = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      drawing = false;
      continue;
    }
    const point = `${(at * step).toFixed(1)} ${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}`;
    path += drawing ? `L${point}` : `M${point}h0.01`;
    drawing = true;
  }
  return path;
}
