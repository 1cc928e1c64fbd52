"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useTellOpenReports } from "@/components/moderation/open-reports";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/ui/cn";
import { useFrame } from "./frame-context";

const PLACES = [
  "live",
  "members",
  "moderation",
  "projects",
  "conversations",
  "keys",
  "usage",
  "models",
  "settings",
  "audit",
] as const;
/** Of those who answer visitors and administrate nothing. */
const AGENT_PLACES: readonly (typeof PLACES)[number][] = ["conversations"];
const COUNT_SHOWN_MAX = 99;

/** The places of a tenant's administrators, over each of them. */
export function AdminNav({ openReports }: { openReports: number }) {
  const t = useTranslations("moderation.nav");
  const { tenant, isAdmin } = useFrame();
  const pathname = usePathname();
  const current = useRef<HTMLAnchorElement>(null);
  useTellOpenReports(openReports);
  // On a phone the row is wider than the screen. In a block: newer browsers answer a promise, which is no clean-up for React.
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <nav aria-label={t("label")} className="scroll-quiet -mx-1 flex min-w-0 items-center gap-1 overflow-x-auto px-1">
      {(isAdmin ? PLACES : AGENT_PLACES).map((place) => {
        const href = `/${tenant.slug}/admin/${place}`;
        const here = pathname === href || pathname.startsWith(`${href}/`);
        const count = place === "moderation" ? openReports : 0;
        return (
          <Link
            key={place}
            href={href}
            ref={here ? current : null}
            aria-current={here ? "page" : undefined}
            className={cn(
              "inline-flex h-8 items-center gap-1.5 rounded-md px-2 text-sm whitespace-nowrap -outline-offset-2 hover:bg-accent",
              here ? "font-semibold" : "text-muted-foreground",
            )}
          >
            {t(place)}
            {count > 0 ? (
              <>
                <Badge variant="count" aria-hidden>
                  {count > COUNT_SHOWN_MAX ? `${COUNT_SHOWN_MAX}+` : count}
                </Badge>
                <span className="sr-only">{t("open", { count })}</span>
              </>
            ) : null}
          </Link>
        );
      })}
    </nav>
  );
}
