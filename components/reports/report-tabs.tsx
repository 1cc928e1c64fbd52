"use client";

import { Link } from "@/components/ui/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { REPORTS } from "@/lib/reporting/protocol";
import { cn } from "@/lib/ui/cn";

/** What goes along from one report to the other. */
const KEPT = ["days", "from", "until", "compare"];

/** The three reports. */
export function ReportTabs({ slug }: { slug: string }) {
  const t = useTranslations("reports.tabs");
  const pathname = usePathname();
  const params = useSearchParams();
  const kept = new URLSearchParams([...params].filter(([name]) => KEPT.includes(name)));
  const home = `/${slug}/admin/reports`;
  return (
    <nav aria-label={t("label")} className="scroll-quiet flex gap-4 overflow-x-auto border-b">
      {REPORTS.map((report, at) => {
        const here = pathname === `${home}/${report}` || (at === 0 && pathname === home);
        return (
          <Link
            key={report}
            href={`${home}/${report}${kept.size > 0 ? `?${kept}` : ""}`}
            aria-current={here ? "page" : undefined}
            className={cn(
              "-mb-px inline-flex h-8 items-center border-b-2 text-sm font-medium whitespace-nowrap -outline-offset-2 pointer-coarse:h-10",
              here
                ? "border-primary text-foreground"
                : "border-transparent text-muted-foreground hover:text-foreground",
            )}
          >
            {t(report)}
          </Link>
        );
      })}
    </nav>
  );
}
