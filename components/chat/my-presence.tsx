"use client";

import { useTranslations } from "next-intl";
import { EmojiLine } from "@/components/emoji/emoji-glyph";
import { PresenceDot } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useDialogs } from "./dialogs";
import { useInbox, useNameOf, useRooms } from "./rooms-provider";
import { usePresenceText } from "./use-presence-text";

const MODES = ["auto", "away", "dnd", "invisible"] as const;
type Mode = (typeof MODES)[number];

/** How I appear to others, under the list, and the way to change it. */
export function MyPresence() {
  const t = useTranslations("rooms.me");
  const { viewer, inbox } = useRooms();
  const nameOf = useNameOf();
  const dialogs = useDialogs();
  const mode = useInbox(({ view }) => view.mode);
  const mine = useInbox(({ view }) => view.presence.get(view.me));
  const live = useInbox(({ connection }) => connection.kind === "live");
  const presenceText = usePresenceText();
  const state = mode === "invisible" ? t("invisible") : live ? presenceText(mine) : presenceText(undefined);
  const looks = mode === "invisible" || !live ? "offline" : (mine?.state ?? "offline");
  const setMode = (next: string) => inbox.store.actions.setPresence({ mode: next as Mode });
  return (
    <div className="shrink-0 border-t p-1.5 max-md:pe-3">
      <DropdownMenu>
        <DropdownMenuTrigger className="flex h-8 w-full cursor-pointer items-center gap-2 rounded-sm px-2 text-start text-sm hover:bg-sidebar-accent aria-expanded:bg-sidebar-accent pointer-coarse:h-10">
          <PresenceDot presence={looks} />
          <span className="max-w-1/2 shrink-0 truncate">{nameOf(viewer.person)}</span>
          <span className="min-w-0 flex-1 truncate text-xs text-muted-foreground">
            <EmojiLine text={state} />
          </span>
          <span className="sr-only">{t("menu")}</span>
        </DropdownMenuTrigger>
        <DropdownMenuContent inPlace align="start" side="top">
          <DropdownMenuRadioGroup value={mode} onValueChange={setMode}>
            {MODES.map((one) => (
              <DropdownMenuRadioItem key={one} value={one}>
                <PresenceDot presence={one === "auto" ? "online" : one === "invisible" ? "offline" : one} />
                {t(one)}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => dialogs.open({ kind: "status" })}>{t("setStatus")}</DropdownMenuItem>
          {mine && (mine.statusText !== "" || mine.statusEmoji !== "") ? (
            <DropdownMenuItem onSelect={() => inbox.store.actions.setPresence({ statusText: "", statusEmoji: "" })}>
              {t("clearStatus")}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
