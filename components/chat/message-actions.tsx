"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from "react";
import { characterKeysOn } from "@/components/frame/character-keys";
import { EmojiGlyph } from "@/components/emoji/emoji-glyph";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Hint } from "@/components/ui/tooltip";
import { browserStorage } from "@/lib/rooms/client/browser-page";
import { noteEmoji } from "@/lib/rooms/client/recent-emoji";
import type { MessageView } from "@/lib/rooms/protocol";
import { useIsPhone } from "@/lib/ui/use-is-phone";
import { EmojiButton } from "./emoji-button";
import { MESSAGE_ACTION_ITEMS, type MessageActionItem } from "./message-action-items";
import { MessageSheet } from "./message-sheet";
import type { MessagePlace } from "./room-ui";
import { useMessageActions } from "./use-message-actions";
import { useRecentEmoji } from "./use-recent-emoji";

/** What a message's row asks of its controls. */
export interface MessageControlsHandle {
  /** Keys pressed while the message itself has the focus. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  openMenu(): void;
}

const QUICK_EMOJI = 3;

/**
 * What can be done with a message: the toolbar over it, the "more" menu, and on a phone a sheet in the menu's place.
 * Mounted only while the message is pointed at or has the focus.
 */
export function MessageControls({
  message,
  place,
  ref,
  onHold,
}: {
  message: MessageView;
  place: MessagePlace;
  ref: Ref<MessageControlsHandle>;
  /** Something of it is open: it must stay although the pointer has left. */
  onHold(held: boolean): void;
}) {
  const t = useTranslations("threads.actions");
  const label = useTranslations();
  const ctx = useMessageActions(message, place);
  const phone = useIsPhone();
  const recent = useRecentEmoji(QUICK_EMOJI);
  const bar = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState(false);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  const afterMenu = useRef<(() => void) | null>(null);
  const items = MESSAGE_ACTION_ITEMS.filter((item) => item.isShown(ctx));
  const openMenu = (open: boolean) => {
    setMenu(open);
    if (open) setLandmark(bar.current?.closest<HTMLElement>("main, aside") ?? null);
    onHold(open);
  };
  const react = (emoji: string) => {
    if (!message.reactions[emoji]?.includes(ctx.me)) noteEmoji(browserStorage(), emoji);
    ctx.actions.react(message.seq, emoji);
  };
  const run = (item: MessageActionItem) => {
    const row = menu ? bar.current?.closest<HTMLElement>("[data-key]") : null;
    const act = () => {
      // What opens now gives the focus back to where it found it: to the message, and not to a menu that is gone.
      row?.focus({ preventScroll: true });
      item.run(ctx);
    };
    // While the menu fades it still takes the focus back to itself.
    if (menu && !phone && item.movesFocus) afterMenu.current = act;
    else act();
    openMenu(false);
  };

  useImperativeHandle(ref, () => ({
    openMenu: () => openMenu(true),
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const item = items.find(({ shortcut }) => shortcut === key);
      if (key.length === 1 && !characterKeysOn()) return;
      if (key === "ArrowRight") buttonsOf(bar.current)[0]?.focus();
      else if (key === "ContextMenu" || (key === "F10" && event.shiftKey)) openMenu(true);
      else if (key === "r" && !ctx.readOnly) bar.current?.querySelector<HTMLElement>("[data-emoji]")?.click();
      else if (item) run(item);
      else return;
      event.preventDefault();
    },
  }));

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons have the focus */}
      <div
        ref={bar}
        data-toolbar
        role="toolbar"
        aria-label={t("toolbar")}
        onKeyDown={walkBar}
        className="absolute end-4 -top-3 z-10 flex rounded-md bg-popover p-0.5 shadow-float"
      >
        {ctx.readOnly ? null : (
          <>
            <EmojiButton label={t("react")} keys="R" onPick={react} onOpenChange={onHold} />
            {recent.map((emoji) => (
              <Button
                key={emoji}
                variant="ghost"
                size="icon-sm"
                aria-label={t("reactWith", { emoji })}
                aria-pressed={message.reactions[emoji]?.includes(ctx.me) ?? false}
                className="text-base aria-pressed:bg-selected max-md:hidden"
                onClick={() => react(emoji)}
              >
                <span aria-hidden>
                  <EmojiGlyph emoji={emoji} />
                </span>
              </Button>
            ))}
          </>
        )}
        {items
          .filter(({ inBar }) => inBar)
          .map((item) => (
            <Hint key={item.id} text={label(item.label)} keys={item.shortcut?.toUpperCase()}>
              <Button variant="ghost" size="icon-sm" aria-label={label(item.label)} onClick={() => run(item)}>
                <item.icon aria-hidden />
              </Button>
            </Hint>
          ))}
        {phone ? (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("more")}
            aria-haspopup="dialog"
            onClick={() => openMenu(true)}
          >
            <Ellipsis aria-hidden />
          </Button>
        ) : (
          <DropdownMenu open={menu} onOpenChange={openMenu}>
            <Hint text={t("more")}>
              <DropdownMenuTrigger asChild>
                <Button variant="ghost" size="icon-sm" aria-label={t("more")}>
                  <Ellipsis aria-hidden />
                </Button>
              </DropdownMenuTrigger>
            </Hint>
            <DropdownMenuContent
              align="end"
              container={landmark}
              aria-label={t("toolbar")}
              onCloseAutoFocus={(event) => {
                if (!afterMenu.current) return;
                event.preventDefault();
                afterMenu.current();
                afterMenu.current = null;
              }}
            >
              {items.map((item, at) => (
                <Fragment key={item.id}>
                  {at > 0 && items[at - 1]?.group !== item.group ? <DropdownMenuSeparator /> : null}
                  <DropdownMenuItem
                    variant={item.destructive ? "destructive" : "default"}
                    aria-keyshortcuts={item.shortcut && ariaKey(item.shortcut)}
                    onSelect={() => run(item)}
                  >
                    <item.icon aria-hidden />
                    {label(item.label)}
                    {item.shortcut ? <DropdownMenuShortcut>{keyName(item.shortcut)}</DropdownMenuShortcut> : null}
                  </DropdownMenuItem>
                </Fragment>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
        )}
      </div>
      {phone && menu ? (
        <MessageSheet ctx={ctx} items={items} onReact={react} onRun={run} onClose={() => openMenu(false)} />
      ) : null}
    </>
  );
}

function buttonsOf(bar: HTMLElement | null): HTMLElement[] {
  return [...(bar?.querySelectorAll<HTMLElement>("button") ?? [])].filter((button) => button.offsetParent !== null);
}

/** Arrows from button to button; Escape back to the message. */
function walkBar(event: KeyboardEvent<HTMLElement>): void {
  if (!(event.target instanceof HTMLElement) || !event.currentTarget.contains(event.target)) return;
  const buttons = buttonsOf(event.currentTarget);
  const at = buttons.indexOf(event.target);
  if (at === -1) return;
  if (event.key === "Escape") event.currentTarget.closest<HTMLElement>("[data-key]")?.focus();
  else if (event.key === "ArrowRight") buttons[Math.min(buttons.length - 1, at + 1)]?.focus();
  else if (event.key === "ArrowLeft") buttons[Math.max(0, at - 1)]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function ariaKey(shortcut: string): string {
  return shortcut.length === 1 ? shortcut.toUpperCase() : shortcut;
}

function keyName(shortcut: string): string {
  return shortcut === "Delete" ? "Del" : ariaKey(shortcut);
}
