"use client";

import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { codePoints, normaliseBody } from "@/lib/rooms/core/text";
import { LIMITS } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { EmojiButton } from "./emoji-button";
import { useRoom, useRoomActions, useRoomId, useRoomStore } from "./room-context";
import { SendLater } from "@/components/later/send-later";
import { useDraft } from "@/components/later/use-draft";
import { newestOfOthers } from "./use-reading";

/** From here on the characters left are counted. */
const COUNT_FROM = LIMITS.bodyCharsMax - 500;
/** After so long without a key, one has stopped writing. */
const PAUSE_MS = 4_000;

/** Where one writes. Works without a connection too: what is written waits and is sent once. */
export function Composer({ title }: { title: string }) {
  const t = useTranslations("rooms.composer");
  const room = useRoomId();
  const actions = useRoomActions();
  const store = useRoomStore();
  const [text, setText] = useDraft(room, null);
  const [fault, setFault] = useState<"empty" | "too_long" | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const helpId = useId();
  const left = LIMITS.bodyCharsMax - codePoints(text);

  useAutoFocus(field, room);
  useEffect(() => () => clearTimeout(pause.current), []);

  const change = (next: string) => {
    setText(next);
    setFault(null);
    clearTimeout(pause.current);
    actions.typing(next.trim() !== "");
    if (next.trim() !== "") pause.current = setTimeout(() => actions.typing(false), PAUSE_MS);
  };
  const send = () => {
    const body = normaliseBody(text);
    if (!body.ok) {
      // Nothing written is nothing to complain about.
      if (body.reason === "too_long") setFault("too_long");
      return;
    }
    actions.write(body.text);
    change("");
    field.current?.focus();
  };
  const insert = (emoji: string) => {
    const { selectionStart, selectionEnd } = field.current ?? {
      selectionStart: text.length,
      selectionEnd: text.length,
    };
    change(text.slice(0, selectionStart) + emoji + text.slice(selectionEnd));
    const caret = selectionStart + emoji.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey && !event.shiftKey) {
      const stop = document.querySelector<HTMLElement>('[data-slot="message-list"] [data-key][tabindex="0"]');
      if (stop) event.preventDefault();
      stop?.focus();
    } else if (event.key === "Escape") {
      actions.jumpToLatest();
      actions.markRead(newestOfOthers(store.getState()));
    }
  };

  return (
    <form
      data-slot="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="shrink-0 px-4"
    >
      <div
        className={cn(
          "flex items-end gap-1 rounded-md border border-input bg-background p-1 transition-colors focus-within:border-ring focus-within:ring-1 focus-within:ring-ring",
          fault && "border-destructive focus-within:border-destructive focus-within:ring-destructive",
        )}
      >
        <textarea
          ref={field}
          value={text}
          rows={1}
          name="message"
          aria-label={t("label", { room: title })}
          aria-invalid={fault !== null || undefined}
          aria-describedby={helpId}
          placeholder={t("placeholder", { room: title })}
          enterKeyHint="send"
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => actions.typing(false)}
          className="scroll-quiet field-sizing-content max-h-[min(40dvh,20rem)] min-h-8 min-w-0 flex-1 resize-none bg-transparent px-2 py-[0.3125rem] text-base outline-none [overflow-wrap:anywhere] placeholder:truncate pointer-coarse:min-h-10 pointer-coarse:py-2 pointer-coarse:text-[1rem]"
        />
        <EmojiButton
          label={t("emoji")}
          onPick={insert}
          className="size-8 text-muted-foreground pointer-coarse:size-10"
        />
        <SendLater room={room} thread={null} text={text} onScheduled={() => change("")} />
        <Hint text={t("send")} keys="↵">
          <Button
            type="submit"
            variant={text.trim() === "" ? "ghost" : "default"}
            size="icon"
            aria-label={t("send")}
            className={cn(text.trim() === "" && "text-muted-foreground")}
          >
            <SendHorizontal aria-hidden className="rtl:-scale-x-100" />
          </Button>
        </Hint>
      </div>
      <p id={helpId} className="flex h-5 items-center justify-end gap-2 px-1 text-xs text-muted-foreground">
        <span className="sr-only">{t("help")}</span>
        {fault === "too_long" ? (
          <span role="alert" className="text-destructive">
            {t("tooLong", { over: -left, max: LIMITS.bodyCharsMax })}
          </span>
        ) : left <= LIMITS.bodyCharsMax - COUNT_FROM ? (
          <span className={cn("tabular-nums", left < 0 && "text-destructive")}>{t("left", { count: left })}</span>
        ) : null}
      </p>
    </form>
  );
}

/** Instead of the composer where nothing can be written: says why. */
export function ComposerClosed({ children, action }: { children: React.ReactNode; action?: React.ReactNode }) {
  return (
    <div
      data-slot="composer-closed"
      className="mx-4 mb-5 flex flex-wrap items-center justify-between gap-2 rounded-md border bg-muted px-3 py-2 text-sm"
    >
      <p className="min-w-0">{children}</p>
      {action}
    </div>
  );
}

/** A switch of rooms puts the caret where one writes, but not on a touch screen, where it would open the keyboard. */
function useAutoFocus(field: React.RefObject<HTMLTextAreaElement | null>, room: string): void {
  const live = useRoom(({ view }) => view.gone);
  useEffect(() => {
    if (live || window.matchMedia("(pointer: coarse)").matches) return;
    if (new URLSearchParams(window.location.search).has("message")) return;
    field.current?.focus({ preventScroll: true });
    // Only a switch moves the focus.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [room]);
}
