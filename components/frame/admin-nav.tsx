"use client";

import { Link } from "@/components/ui/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, type KeyboardEvent } from "react";
import { useOpenReports } from "@/components/moderation/open-reports";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/ui/cn";
import { ADMIN_GROUPS, ADMIN_PLACES, placeAt, type AdminPlace } from "./admin-places";
import { useFrame } from "./frame-context";

const COUNT_SHOWN_MAX = 99;

/** The administrators' places that the viewer may open, in groups; arrows walk them. */
export function AdminNav({ onGo }: { onGo?: () => void }) {
  const t = useTranslations("admin.nav");
  const { adminPlaces } = useFrame();
  const current = placeAt(usePathname());
  const nav = useRef<HTMLElement>(null);
  const groups = ADMIN_GROUPS.map((group) => ({
    group,
    places: ADMIN_PLACES.filter((place) => place.group === group && adminPlaces.includes(place.id)),
  })).filter(({ places }) => places.length > 0);

  const moveFocus = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...(nav.current?.querySelectorAll("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, to))]?.focus();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys move among the links, which Tab reaches too
    <nav ref={nav} aria-label={t("label")} className="flex flex-col gap-4" onKeyDown={moveFocus}>
      {groups.map(({ group, places }, at) => (
        <section key={group} aria-label={t(`groups.${group}`)}>
          {at === 0 && group === "figures" ? null : (
            <h2 className="px-2 pb-1 text-xs font-medium text-muted-foreground">{t(`groups.${group}`)}</h2>
          )}
          <ul className="flex flex-col gap-px">
            {places.map((place) => (
              <PlaceLink key={place.id} place={place} here={place.id === current} onGo={onGo} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function PlaceLink({ place, here, onGo }: { place: AdminPlace; here: boolean; onGo: (() => void) | undefined }) {
  const t = useTranslations("admin");
  const { tenant } = useFrame();
  const reports = useOpenReports();
  const count = place.id === "moderation" ? reports : 0;
  const Icon = place.icon;
  return (
    <li>
      <Link
        href={`/${tenant.slug}/admin/${place.id}`}
        aria-current={here ? "page" : undefined}
        onClick={onGo}
        className={cn(
          "flex h-8 items-center gap-2.5 rounded-sm px-2 text-sm text-sidebar-foreground pointer-coarse:h-10",
          "hover:bg-sidebar-accent hover:text-sidebar-accent-foreground",
          here && "bg-selected font-medium text-selected-foreground hover:bg-selected hover:text-selected-foreground",
        )}
      >
        <Icon aria-hidden />
        <span className="min-w-0 flex-1 truncate">{t(`places.${place.id}`)}</span>
        {count > 0 ? (
          <>
            <Badge variant="count" aria-hidden>
              {count > COUNT_SHOWN_MAX ? `${COUNT_SHOWN_MAX}+` : count}
            </Badge>
            <span className="sr-only">{t("nav.open", { count })}</span>
          </>
        ) : null}
      </Link>
    </li>
  );
}
