"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { OVERVIEW_DAYS, type OverviewDays as Days } from "@/lib/overview/protocol";
import { cn } from "@/lib/ui/cn";

/** How many days the figures are of; it is in the address. */
export function OverviewDays({ slug, days }: { slug: string; days: Days }) {
  const t = useTranslations("overview");
  return (
    <nav aria-label={t("days")} className="flex rounded-md border p-0.5">
      {OVERVIEW_DAYS.map((one) => (
        <Link
          key={one}
          href={`/${slug}/admin/overview${one === OVERVIEW_DAYS[0] ? "" : `?days=${one}`}`}
          aria-current={one === days ? "true" : undefined}
          className={cn(
            "inline-flex h-6 items-center rounded-sm px-2 text-xs font-medium pointer-coarse:h-8",
            one === days ? "bg-secondary text-secondary-foreground" : "text-muted-foreground hover:text-foreground",
          )}
        >
          {t("ofDays", { days: one })}
        </Link>
      ))}
    </nav>
  );
}
