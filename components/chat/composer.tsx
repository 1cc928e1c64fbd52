"use client";

import { CaseSensitive, SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { useIsMac } from "@/components/frame/use-is-mac";
import { AttachButton, ComposerFiles } from "@/components/files/composer-files";
import { UploadPlace } from "@/components/files/use-uploads";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { mentionsOf } from "@/lib/rooms/core/mentions";
import { codePoints, normaliseBody } from "@/lib/rooms/core/text";
import { LIMITS } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { ComposerFoot } from "./composer-foot";
import { ComposerMenu } from "./composer-menu";
import { ComposerToolbar } from "./composer-toolbar";
import { EmojiButton } from "./emoji-button";
import { MentionNotice } from "./mention-notice";
import { useRoomActions, useRoomId, useRoomStore } from "./room-context";
import { ROOM_WIDE_ASKED_ABOVE, RoomWideDialog } from "./room-wide-dialog";
import { useRooms } from "./rooms-provider";
import { SuggestionList } from "./suggestion-list";
import { useAutoFocus } from "./use-auto-focus";
import { useComposerKeys } from "./use-composer-keys";
import { useEditLast } from "./use-edit-last";
import { useEnterSends } from "./use-enter-sends";
import { useInsertion } from "./use-insertion";
import { newestOfOthers } from "./use-reading";
import { useOfferComposer } from "./use-offer-composer";
import { useMembersOfRoom } from "./use-room-title";
import { useSuggestionMenu } from "./use-suggestion-menu";
import type { Suggestion } from "./use-suggestions";
import { useWritten } from "./use-written";

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
  const { insert, insertHere } = useInsertion(field, text);
  const latest = () => {
    actions.jumpToLatest();
    actions.markRead(newestOfOthers(store.getState()));
  };
  useOfferComposer(place, (body) => insertHere(written.take(body)));
  const pick = ({ insert: what }: Suggestion) => {
    if (!menu.trigger) return;
    const added = "text" in what ? what.text : written.pick(what.name, what.token);
    insert(menu.trigger.from, menu.trigger.to, `${added} `);
    menu.close();
  };
  const { onKeyDown, onPaste } = useComposerKeys({
    text,
    place,
    menu,
    onPick: pick,
    onSend: () => send(),
    onEditLast: editLast,
    onLatest: thread ? null : latest,
  });

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
      <ComposerFoot
        id={`${ids}help`}
        left={left}
        tooLong={fault === "too_long"}
        suggested={menu.open ? menu.list.length : null}
      />
      {asking ? (
        <RoomWideDialog count={members.length} onSend={() => send(true)} onClose={() => setAsking(false)} />
      ) : null}
    </form>
  );
}
