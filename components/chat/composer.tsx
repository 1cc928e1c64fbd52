"use client";

import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, useSyncExternalStore, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { UploadPlace } from "@/components/files/use-uploads";
import { AttachButton, ComposerFiles, usePaste } from "@/components/files/composer-files";
import { codePoints, normaliseBody } from "@/lib/rooms/core/text";
import { LIMITS } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { EmojiButton } from "./emoji-button";
import { focusNewest } from "./focus";
import { useRoom, useRoomActions, useRoomId, useRoomStore } from "./room-context";
import { useRooms } from "./rooms-provider";
import { useEditLast } from "./use-edit-last";
import { useOfferComposer } from "./use-offer-composer";
import { newestOfOthers } from "./use-reading";

/** From here on the characters left are counted. */
const COUNT_FROM = LIMITS.bodyCharsMax - 500;
/** After so long without a key, one has stopped writing. */
const PAUSE_MS = 4_000;

/** The thread a composer writes into. */
export interface ComposerThread {
  root: number;
  alsoInRoom: boolean;
  onSent(): void;
}

interface ComposerProps {
  title: string;
  thread?: ComposerThread | null;
}

/** Where one writes. Works without a connection too: what is written waits and is sent once. */
export function Composer(props: ComposerProps) {
  return (
    <UploadPlace value={props.thread?.root ?? null}>
      <ComposerField {...props} />
    </UploadPlace>
  );
}

function ComposerField({ title, thread = null }: ComposerProps) {
  const t = useTranslations("rooms.composer");
  const place = thread ? "thread" : "room";
  const root = thread?.root ?? null;
  const room = useRoomId();
  const { drafts, uploads } = useRooms();
  const actions = useRoomActions();
  const store = useRoomStore();
  // The draft is this browser's own: the server rendered an empty field.
  const draft = useSyncExternalStore(
    subscribeNever,
    () => drafts.read(room, root),
    () => "",
  );
  const [written, setWritten] = useState<string | null>(null);
  const text = written ?? draft;
  const [fault, setFault] = useState<"empty" | "too_long" | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const helpId = useId();
  const left = LIMITS.bodyCharsMax - codePoints(text);

  const editLast = useEditLast(root);
  const onPaste = usePaste();
  useAutoFocus(field, root === null ? room : `${room}:${root}`);
  useEffect(() => () => clearTimeout(pause.current), []);

  const change = (next: string) => {
    setWritten(next);
    setFault(null);
    drafts.write(room, next, root);
    clearTimeout(pause.current);
    // Who writes is told to the room; in a thread that would be wrong.
    if (thread) return;
    actions.typing(next.trim() !== "");
    if (next.trim() !== "") pause.current = setTimeout(() => actions.typing(false), PAUSE_MS);
  };
  const send = () => {
    const body = normaliseBody(text);
    if (!body.ok && body.reason === "too_long") return setFault("too_long");
    const files = uploads.of(room, root).actions.take();
    // Nothing written is nothing to complain about.
    if (!files || (!body.ok && files.length === 0)) return;
    const words = body.ok ? body.text : "";
    if (thread) actions.reply(thread.root, words, { alsoInRoom: thread.alsoInRoom, files });
    else actions.write(words, files);
    thread?.onSent();
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
  useOfferComposer(place, insert);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey && !event.shiftKey) {
      if (editLast() || focusNewest(place)) event.preventDefault();
    } else if (event.key === "Escape" && !thread) {
      actions.jumpToLatest();
      actions.markRead(newestOfOthers(store.getState()));
    }
  };

  return (
    <form
      data-slot="composer"
      data-place={place}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="shrink-0 px-4"
    >
      <ComposerFiles />
      <div
        className={cn(
          "flex items-end gap-1 rounded-md border border-input bg-background p-1 transition-colors focus-within:border-ring focus-within:ring-1 focus-within:ring-ring",
          fault && "border-destructive focus-within:border-destructive focus-within:ring-destructive",
        )}
      >
        <AttachButton />
        <textarea
          ref={field}
          value={text}
          rows={1}
          name="message"
          aria-label={thread ? t("replyLabel") : t("label", { room: title })}
          aria-invalid={fault !== null || undefined}
          aria-describedby={helpId}
          placeholder={thread ? t("replyPlaceholder") : t("placeholder", { room: title })}
          enterKeyHint="send"
          autoComplete="off"
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => actions.typing(false)}
          className="scroll-quiet field-sizing-content max-h-[min(40dvh,20rem)] min-h-8 min-w-0 flex-1 resize-none bg-transparent px-2 py-[0.3125rem] text-base outline-none [overflow-wrap:anywhere] placeholder:truncate pointer-coarse:min-h-10 pointer-coarse:py-2 pointer-coarse:text-[1rem]"
        />
        <EmojiButton
          label={t("emoji")}
          onPick={insert}
          className="size-8 text-muted-foreground pointer-coarse:size-10"
        />
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

const subscribeNever = () => () => undefined;
