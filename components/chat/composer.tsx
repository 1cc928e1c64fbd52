"use client";

import { CaseSensitive, SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { useIsMac } from "@/components/frame/use-is-mac";
import { AttachButton, ComposerFiles, usePaste } from "@/components/files/composer-files";
import { UploadPlace } from "@/components/files/use-uploads";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { isInFence } from "@/lib/rooms/client/code-ranges";
import { continueList, pasteLink } from "@/lib/rooms/client/format";
import { nameInShortcode } from "@/lib/emoji/core/emoji-name";
import { mentionsOf } from "@/lib/rooms/core/mentions";
import { codePoints, normaliseBody } from "@/lib/rooms/core/text";
import { LIMITS } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { ComposerMenu } from "./composer-menu";
import { ComposerToolbar, formatByKey } from "./composer-toolbar";
import { EmojiButton } from "./emoji-button";
import { applyEdit } from "./field-edit";
import { focusNewest } from "./focus";
import { MentionNotice } from "./mention-notice";
import { useRoom, useRoomActions, useRoomId, useRoomStore } from "./room-context";
import { ROOM_WIDE_ASKED_ABOVE, RoomWideDialog } from "./room-wide-dialog";
import { useRooms } from "./rooms-provider";
import { SuggestionList } from "./suggestion-list";
import { useEditLast } from "./use-edit-last";
import { useEnterSends } from "./use-enter-sends";
import { newestOfOthers } from "./use-reading";
import { useOfferComposer } from "./use-offer-composer";
import { useMembersOfRoom } from "./use-room-title";
import { useSuggestionMenu } from "./use-suggestion-menu";
import type { Suggestion } from "./use-suggestions";
import { useWritten } from "./use-written";

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
  const place = thread ? "thread" : "room";
  const root = thread?.root ?? null;
  const t = useTranslations("rooms.composer");
  const room = useRoomId();
  const { uploads } = useRooms();
  const actions = useRoomActions();
  const store = useRoomStore();
  const mac = useIsMac();
  const members = useMembersOfRoom();
  const written = useWritten(room, root);
  const { text } = written;
  const [enterSends] = useEnterSends();
  const [formatting, setFormatting] = useState(false);
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<"too_long" | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ids = useId();
  const left = LIMITS.bodyCharsMax - codePoints(written.body);
  const menu = useSuggestionMenu(text);
  const empty = text.trim() === "";

  const editLast = useEditLast(root);
  const pasteFiles = usePaste();
  useAutoFocus(field, root === null ? room : `${room}:${root}`);
  useEffect(() => () => clearTimeout(pause.current), []);

  const change = (next: string) => {
    written.change(next);
    setFault(null);
    clearTimeout(pause.current);
    // Who writes is told to the room; in a thread that would be wrong.
    if (thread) return;
    actions.typing(next.trim() !== "");
    if (next.trim() !== "") pause.current = setTimeout(() => actions.typing(false), PAUSE_MS);
  };
  const send = (confirmed = false) => {
    const body = normaliseBody(written.body);
    if (!body.ok && body.reason === "too_long") return setFault("too_long");
    const words = body.ok ? body.text : "";
    if (!confirmed && members.length > ROOM_WIDE_ASKED_ABOVE && mentionsOf(words).room) return setAsking(true);
    const files = uploads.of(room, root).actions.take();
    // Nothing written is nothing to complain about.
    if (!files || (words === "" && files.length === 0)) return;
    if (thread) actions.reply(thread.root, words, { alsoInRoom: thread.alsoInRoom, files });
    else actions.write(words, files);
    thread?.onSent();
    written.clear();
    setFault(null);
    clearTimeout(pause.current);
    actions.typing(false);
    field.current?.focus();
  };
  const insert = (from: number, to: number, added: string) => {
    const caret = from + added.length;
    if (field.current) applyEdit(field.current, { from, to, insert: added, select: [caret, caret] });
  };
  const insertHere = (added: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    // A name between colons is an emoji only where a word does not run into it.
    const apart = nameInShortcode(added) !== null && /[\p{L}\p{N}:]$/u.test(text.slice(0, selectionStart));
    // A picker or menu gives the focus back to its button first.
    requestAnimationFrame(() => insert(selectionStart, selectionEnd, apart ? ` ${added}` : added));
  };
  useOfferComposer(place, (body) => insertHere(written.take(body)));
  const pick = ({ insert: what }: Suggestion) => {
    if (!menu.trigger) return;
    const added = "text" in what ? what.text : written.pick(what.name, what.token);
    insert(menu.trigger.from, menu.trigger.to, `${added} `);
    menu.close();
  };
  const newLine = (at: HTMLTextAreaElement): boolean => {
    const { selectionStart, selectionEnd } = at;
    if (selectionStart !== selectionEnd || isInFence(text, selectionStart)) return false;
    const edit = continueList(text, selectionStart);
    if (edit) applyEdit(at, edit);
    return edit !== null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    const at = event.currentTarget;
    const bare = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    let done = false;
    if (menu.open && bare && menu.key(event.key, pick)) done = true;
    else if (formatByKey(event.nativeEvent, at, mac)) done = true;
    else if (event.key === "Enter" && !event.altKey) {
      const sends = event.ctrlKey || event.metaKey || (bare && enterSends && !isInFence(text, at.selectionStart));
      if (sends) send();
      done = sends || newLine(at);
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey && !event.shiftKey) {
      done = editLast() || focusNewest(place);
    } else if (event.key === "Escape" && !thread) {
      actions.jumpToLatest();
      actions.markRead(newestOfOthers(store.getState()));
    }
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (event.clipboardData.files.length > 0) return pasteFiles(event);
    const at = event.currentTarget;
    const edit = pasteLink(text, at.selectionStart, at.selectionEnd, event.clipboardData.getData("text/plain"));
    if (!edit) return;
    event.preventDefault();
    applyEdit(at, edit);
  };

  return (
    <form
      data-slot="composer"
      data-place={place}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="relative shrink-0 px-4"
    >
      <ComposerFiles />
      <MentionNotice body={written.body} />
      <div className="relative">
        {menu.open ? (
          <SuggestionList
            id={`${ids}list`}
            list={menu.list}
            active={menu.active}
            onActive={menu.setActive}
            onPick={pick}
          />
        ) : null}
        <div
          className={cn(
            "rounded-md border border-input bg-background p-1 transition-colors focus-within:border-ring focus-within:ring-1 focus-within:ring-ring",
            fault && "border-destructive focus-within:border-destructive focus-within:ring-destructive",
          )}
        >
          {formatting ? <ComposerToolbar id={`${ids}format`} field={field} /> : null}
          {/* On a small screen what one writes has a line of its own, above the buttons. */}
          <div className="flex items-end gap-1 max-sm:flex-wrap">
            <AttachButton className="max-sm:me-auto" />
            <textarea
              ref={field}
              value={text}
              rows={1}
              name="message"
              dir="auto"
              aria-label={thread ? t("replyLabel") : t("label", { room: title })}
              aria-invalid={fault !== null || undefined}
              aria-describedby={`${ids}help`}
              aria-autocomplete="list"
              aria-haspopup="listbox"
              aria-controls={menu.open ? `${ids}list` : undefined}
              aria-activedescendant={menu.open ? `${ids}list-${menu.active}` : undefined}
              placeholder={thread ? t("replyPlaceholder") : t("placeholder", { room: title })}
              enterKeyHint={enterSends ? "send" : "enter"}
              autoComplete="off"
              onChange={(event) => {
                change(event.target.value);
                menu.moved(event.target);
              }}
              onSelect={(event) => menu.moved(event.currentTarget)}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
              onBlur={() => {
                menu.close();
                actions.typing(false);
              }}
              className="scroll-quiet field-sizing-content max-h-[min(40dvh,20rem)] min-h-8 min-w-0 flex-1 resize-none bg-transparent max-sm:order-first max-sm:basis-full px-2 py-[0.3125rem] text-base outline-none [overflow-wrap:anywhere] placeholder:truncate pointer-coarse:min-h-10 pointer-coarse:py-2 pointer-coarse:text-[1rem]"
            />
            <Hint text={t("format.toggle")}>
              <Button
                type="button"
                variant="ghost"
                size="icon-sm"
                aria-label={t("format.toggle")}
                aria-expanded={formatting}
                aria-controls={formatting ? `${ids}format` : undefined}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => setFormatting((on) => !on)}
                className={cn("size-8 text-muted-foreground pointer-coarse:size-10", formatting && "bg-accent")}
              >
                <CaseSensitive aria-hidden />
              </Button>
            </Hint>
            <EmojiButton
              label={t("emoji")}
              onPick={insertHere}
              className="size-8 text-muted-foreground pointer-coarse:size-10"
            />
            <Hint text={t("send")} keys={enterSends ? "↵" : mac ? "⌘↵" : "Ctrl+↵"}>
              <Button
                type="submit"
                variant={empty ? "ghost" : "default"}
                size="icon"
                aria-label={t("send")}
                className={cn(empty && "text-muted-foreground")}
              >
                <SendHorizontal aria-hidden className="rtl:-scale-x-100" />
              </Button>
            </Hint>
            <ComposerMenu message={{ room, thread: root, text: written.body, onScheduled: () => written.clear() }} />
          </div>
        </div>
      </div>
      <p className="flex h-5 items-center justify-end gap-2 px-1 text-xs text-muted-foreground">
        <span id={`${ids}help`} className="sr-only">
          {t(enterSends ? "help" : "helpNewLine")}
        </span>
        <span role="status" className="sr-only">
          {menu.open ? t("suggestions", { count: menu.list.length }) : ""}
        </span>
        {fault === "too_long" ? (
          <span role="alert" className="text-destructive">
            {t("tooLong", { over: -left, max: LIMITS.bodyCharsMax })}
          </span>
        ) : left <= LIMITS.bodyCharsMax - COUNT_FROM ? (
          <span className={cn("tabular-nums", left < 0 && "text-destructive")}>{t("left", { count: left })}</span>
        ) : null}
      </p>
      {asking ? (
        <RoomWideDialog count={members.length} onSend={() => send(true)} onClose={() => setAsking(false)} />
      ) : null}
    </form>
  );
}

/** A switch of rooms puts the caret where one writes, but not on a touch screen, where it would open the keyboard. */
function useAutoFocus(field: React.RefObject<HTMLTextAreaElement | null>, room: string): void {
  const gone = useRoom(({ view }) => view.gone);
  useEffect(() => {
    if (gone || window.matchMedia("(pointer: coarse)").matches) return;
    if (new URLSearchParams(window.location.search).has("message")) return;
    field.current?.focus({ preventScroll: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a switch moves the focus
  }, [room]);
}
