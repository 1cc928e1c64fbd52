"use client";

import { Pencil } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { useRooms } from "@/components/chat/rooms-provider";
import type { RoomId } from "@/lib/platform/ids";
import { useDraftIds } from "./use-draft";

/** On top of the list of rooms while something is begun: how many, and the way there. */
export function SidebarDrafts() {
  const t = useTranslations("later.sidebar");
  const { tenant } = useRooms();
  const count = useDraftIds().size;
  const href = `/${tenant}/later?show=drafts`;
  const here = usePathname() === `/${tenant}/later`;
  if (count === 0) return null;
  return (
    <Link
      href={href}
      data-row
      data-slot="sidebar-drafts"
      aria-current={here ? "page" : undefined}
      className="mb-2 flex h-7 items-center gap-2 rounded-sm px-2 text-sidebar-foreground hover:bg-sidebar-accent hover:text-sidebar-accent-foreground pointer-coarse:h-10"
    >
      <span className="inline-flex size-5 shrink-0 items-center justify-center text-muted-foreground">
        <Pencil aria-hidden />
      </span>
      <span className="min-w-0 flex-1 truncate">{t("drafts")}</span>
      <span aria-hidden className="text-xs text-muted-foreground tabular-nums">
        {count}
      </span>
      <span className="sr-only">{t("count", { count })}</span>
    </Link>
  );
}

/** Beside a room in which something is begun. Not in the one on screen: there it can be seen. */
export function DraftMark({ room, current }: { room: RoomId; current: boolean }) {
  const t = useTranslations("later.sidebar");
  const begun = useDraftIds().has(room);
  if (!begun || current) return null;
  return (
    <>
      <Pencil aria-hidden data-slot="draft-mark" className="size-3.5! shrink-0 text-muted-foreground" />
      <span className="sr-only">{t("mark")}</span>
    </>
  );
}
