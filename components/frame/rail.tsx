"use client";

import {
  Bookmark,
  MessageSquareText,
  MessagesSquare,
  Search,
  Settings2,
  TextSearch,
  Users,
  type LucideIcon,
} from "lucide-react";
import { Link } from "@/components/ui/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useCurrentRoom } from "@/components/chat/room-path";
import { useInbox } from "@/components/chat/rooms-provider";
import { LaterBadge } from "@/components/later/later-news";
import { OpenReportsBadge } from "@/components/moderation/open-reports";
import { useIsMuted } from "@/components/notify/room-level";
import { Badge } from "@/components/ui/badge";
import { Hint } from "@/components/ui/tooltip";
import type { RoomId } from "@/lib/platform/ids";
import type { InboxView } from "@/lib/rooms/client/inbox-view";
import type { InboxRoom } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { currentCommands } from "./commands";
import { useFrame, type TenantChoice } from "./frame-context";
import { keyLabels } from "./keys";
import { MeMenu } from "./me-menu";
import { TenantSwitcher } from "./tenant-switcher";
import { useIsMac } from "./use-is-mac";

/** The places of a tenant. Only what exists for this person is listed. */
export function Rail({ tenants }: { tenants: readonly TenantChoice[] }) {
  const t = useTranslations("frame");
  const { tenant } = useFrame();
  const mac = useIsMac();
  return (
    <nav
      data-slot="rail"
      aria-label={t("places")}
      className="flex flex-col items-center gap-1 border-e bg-rail px-1 py-2 text-rail-foreground max-md:flex-row max-md:justify-around max-md:gap-0 max-md:border-e-0 max-md:border-t max-md:px-1 max-md:py-1 max-md:pb-[max(0.25rem,env(safe-area-inset-bottom))] max-md:group-has-data-[mobile=main]/frame:hidden"
    >
      <TenantSwitcher tenants={tenants} />
      <div aria-hidden className="my-1 h-px w-6 bg-border max-md:hidden" />
      <RoomsLink href={`/${tenant.slug}/rooms`} />
      <RailLink href={`/${tenant.slug}/search`} icon={TextSearch} label={t("rail.search")} />
      <RailLink href={`/${tenant.slug}/later`} icon={Bookmark} label={t("rail.later")} badge={<LaterBadge />} />
      <RailLink href={`/${tenant.slug}/people`} icon={Users} label={t("rail.people")} />
      <AdminLink />
      <Hint text={t("rail.find")} keys={keyLabels("mod+k", mac).join(mac ? "" : "+")} side="right">
        <button
          type="button"
          aria-label={t("rail.find")}
          className={railItem}
          onClick={() =>
            currentCommands()
              .find(({ id }) => id === "find")
              ?.run?.()
          }
        >
          <Search aria-hidden className="size-4.5" />
        </button>
      </Hint>
      <div className="flex-1 max-md:hidden" />
      <MeMenu />
    </nav>
  );
}

const railItem =
  "relative flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-md transition-colors hover:bg-accent hover:text-accent-foreground max-md:h-11 max-md:w-auto max-md:max-w-11 max-md:min-w-0 max-md:flex-1 max-md:shrink";

/** The way to administration; who only answers visitors has the conversations instead. */
function AdminLink() {
  const t = useTranslations("frame.rail");
  const { tenant, adminPlaces } = useFrame();
  const [first] = adminPlaces;
  if (!first) return null;
  const alone = adminPlaces.length === 1 && first === "conversations";
  return (
    <RailLink
      href={`/${tenant.slug}/admin/${first}`}
      under={`/${tenant.slug}/admin`}
      icon={alone ? MessageSquareText : Settings2}
      label={alone ? t("conversations") : t("admin")}
      badge={<OpenReportsBadge />}
    />
  );
}

/** The way to the rooms says what waits there, wherever one is: how many direct messages, or that a channel has news. */
function RoomsLink({ href }: { href: string }) {
  const t = useTranslations("frame.rail");
  const current = useCurrentRoom();
  const isMuted = useIsMuted();
  const direct = useInbox(({ view }) => unreadIn(view, current, (room) => room.kind !== "channel" && !isMuted(room)));
  const news = useInbox(({ view }) => unreadIn(view, current, (room) => room.kind === "channel" && !isMuted(room))) > 0;
  const label = direct > 0 ? t("roomsDirect", { count: direct }) : news ? t("roomsNews") : t("rooms");
  return (
    <RailLink
      href={href}
      icon={MessagesSquare}
      label={label}
      badge={
        direct > 0 ? (
          <Badge variant="count" aria-hidden className="absolute -end-0.5 -top-0.5">
            {direct > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : direct}
          </Badge>
        ) : news ? (
          <span data-slot="news-dot" aria-hidden className="absolute end-1 top-1 size-2 rounded-full bg-primary" />
        ) : null
      }
    />
  );
}

const UNREAD_SHOWN_MAX = 99;

function unreadIn({ rooms }: InboxView, current: RoomId | null, counts: (room: InboxRoom) => boolean): number {
  let unread = 0;
  for (const room of rooms.values()) {
    if (room.roomId !== current && room.archivedAt === null && counts(room)) unread += room.unread;
  }
  return unread;
}

function RailLink({
  href,
  under = href,
  icon: Icon,
  label,
  badge,
}: {
  href: string;
  under?: string;
  icon: LucideIcon;
  label: string;
  /** What waits there. */
  badge?: ReactNode;
}) {
  const pathname = usePathname();
  const here = pathname === under || pathname.startsWith(`${under}/`);
  return (
    <Hint text={label} side="right">
      <Link
        href={href}
        aria-current={here ? "page" : undefined}
        className={cn(
          railItem,
          here && "bg-selected text-selected-foreground hover:bg-selected hover:text-selected-foreground",
        )}
      >
        <Icon aria-hidden className="size-4.5" />
        <span className="sr-only">{label}</span>
        {badge}
      </Link>
    </Hint>
  );
}
