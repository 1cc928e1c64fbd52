"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/ui/cn";

const PLACES = ["tenants", "audit"] as const;

/** The places of an operator, and the way back to the product. */
export function OperatorBar() {
  const t = useTranslations("operator.nav");
  const pathname = usePathname();
  return (
    <header className="flex items-center justify-between gap-3 border-b px-6 py-2 max-md:px-3">
      <nav aria-label={t("label")} className="flex items-center gap-1">
        {PLACES.map((place) => {
          const href = `/operator/${place}`;
          const here = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <Link
              key={place}
              href={href}
              aria-current={here ? "page" : undefined}
              className={cn(
                "inline-flex h-8 items-center rounded-md px-2 text-sm whitespace-nowrap -outline-offset-2 hover:bg-accent",
                here ? "font-semibold" : "text-muted-foreground",
              )}
            >
              {t(place)}
            </Link>
          );
        })}
      </nav>
      <Button asChild variant="ghost" className="-me-3">
        {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a route that redirects, not a page */}
        <a href="/api/tenants/start">{t("back")}</a>
      </Button>
    </header>
  );
}
