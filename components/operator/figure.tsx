import { cn } from "@/lib/ui/cn";

/** A number with its name over it and what belongs to it below. */
export function Figure({
  name,
  value,
  more,
  warns = false,
}: {
  name: string;
  value: string;
  more?: string;
  warns?: boolean;
}) {
  return (
    <div data-slot="figure" className="flex min-w-0 flex-col gap-0.5 rounded-md border bg-card px-3 py-2.5">
      <dt className="text-xs font-medium text-muted-foreground">{name}</dt>
      <dd className="flex flex-col gap-0.5">
        <span className="text-xl font-semibold tabular-nums">{value}</span>
        {more === undefined ? null : (
          <span className={cn("text-xs text-muted-foreground", warns && "text-warning")}>{more}</span>
        )}
      </dd>
    </div>
  );
}
