import { cn } from "@/lib/ui/cn";

const WIDTH = 100;
const HEIGHT = 28;
/** So that the line's own width is not cut off. */
const EDGE = 2;

/** How something went, as a line without figures: they stand beside it. Gaps are where nothing was measured. */
export function Sparkline({ values, className }: { values: readonly (number | null)[]; className?: string }) {
  const known = values.filter((value) => value !== null);
  const most = Math.max(...known, 0);
  const least = Math.min(...known, most);
  const span = most - least || 1;
  const step = values.length > 1 ? WIDTH / (values.length - 1) : WIDTH;
  const level = (value: number) =>
    most === least ? HEIGHT - EDGE : HEIGHT - EDGE - ((value - least) / span) * (HEIGHT - 2 * EDGE);
  let path = "";
  let pen = "M";
  for (const [at, value] of values.entries()) {
    if (value === null) {
      pen = "M";
      continue;
    }
    path += `${pen}${(at * step).toFixed(1)} ${level(value).toFixed(1)}`;
    pen = "L";
  }
  return (
    <svg
      aria-hidden
      data-slot="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("h-7 w-full text-chart-1", className)}
    >
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
