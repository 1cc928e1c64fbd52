"use client";

import { useTranslations } from "next-intl";

export interface Bar {
  label: string;
  value: number;
}

const HEIGHT = 100;
const STEP = 10;
const GAP = 2;
/** So that a day with one call among thousands is not taken for a day without. */
const SHOWN_MIN = 1;

/** Bars from left to right; what they say together is its name for assistive technology, each one's value its title. */
export function BarChart({
  measure,
  bars,
  write,
}: {
  measure: string;
  bars: readonly Bar[];
  write(value: number): string;
}) {
  const t = useTranslations("usage");
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const most = bars.reduce((a, b) => (b.value > a.value ? b : a));
  const total = write(bars.reduce((sum, { value }) => sum + value, 0));
  const scale = (HEIGHT - SHOWN_MIN) / Math.max(most.value, 1);
  const says = { measure, from: first.label, until: last.label, total, most: write(most.value), day: most.label };
  return (
    <figure data-slot="bar-chart" className="flex flex-col gap-1 pt-1">
      <div className="flex justify-between gap-3 text-xs text-muted-foreground tabular-nums">
        <span aria-hidden>{write(most.value)}</span>
        <span>{t("total", { total })}</span>
      </div>
      <svg
        role="img"
        aria-label={t("chart", says)}
        viewBox={`0 0 ${bars.length * STEP - GAP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-36 w-full border-t border-b"
      >
        {bars.map(({ label, value }, at) => {
          const height = value === 0 ? 0 : SHOWN_MIN + value * scale;
          return (
            <g key={label}>
              <title>{`${label}: ${write(value)}`}</title>
              {/* The whole column answers the pointer, not only its bar. */}
              <rect x={at * STEP} y={0} width={STEP - GAP} height={HEIGHT} fill="transparent" />
              <rect
                x={at * STEP}
                y={HEIGHT - height}
                width={STEP - GAP}
                height={height}
                className="fill-[var(--chart-1)]"
              />
            </g>
          );
        })}
      </svg>
      <div aria-hidden className="flex justify-between text-xs text-muted-foreground">
        <span>{first.label}</span>
        <span>{last.label}</span>
      </div>
    </figure>
  );
}
