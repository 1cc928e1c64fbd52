"use client";

import { Link } from "@/components/ui/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/ui/cn";

const PLACES = ["overview", "tenants", "usage", "health", "audit"] as const;

/** The places of an operator, and the way back to the product. */
export function OperatorBar() {
  const t = useTranslations("operator.nav");
  const pathname = usePathname();
  return (
    <header className="flex items-center justify-between gap-3 border-b px-6 py-2 max-md:flex-col-reverse max-md:items-stretch max-md:gap-1 max-md:px-3">
      <nav aria-label={t("label")} className="scroll-quiet -mx-1 flex min-w-0 items-center gap-1 overflow-x-auto px-1">
        {PLACES.map((place) => {
          const href = place === "overview" ? "/operator" : `/operator/${place}`;
          const here = pathname === href || (place !== "overview" && pathname.startsWith(`${href}/`));
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
      <Button asChild variant="ghost" className="-me-3 max-md:self-end">
        {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a route that redirects, not a page */}
        <a href="/api/tenants/start">{t("back")}</a>
      </Button>
    </header>
  );
}
