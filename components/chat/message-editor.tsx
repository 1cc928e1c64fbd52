"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { toBody } from "@/lib/rooms/client/composer-text";
import { withEmoji } from "@/lib/rooms/client/emoji-names";
import { withNames } from "@/lib/rooms/client/plain-text";
import { codePoints, normaliseBody } from "@/lib/rooms/core/text";
import { LIMITS, type MessageView } from "@/lib/rooms/protocol";
import { focusComposer, focusMessage } from "./focus";
import { useRoomActions } from "./room-context";
import { useRoomUi, type Editing } from "./room-ui";
import { useNames } from "./use-names";

/** A message of mine while I change it, in its own place: Enter saves, Escape leaves it as it was. */
export function MessageEditor({ message, editing }: { message: MessageView; editing: Editing }) {
  const t = useTranslations("threads.edit");
  const actions = useRoomActions();
  const ui = useRoomUi();
  const names = useNames();
  const field = useRef<HTMLTextAreaElement>(null);
  const over = useRef<HTMLButtonElement>(null);
  const [fault, setFault] = useState<"empty" | "too_long" | null>(null);
  const noteId = useId();
  const deleted = message.deletedAt !== null;
  const conflict = !deleted && message.body !== editing.base;
  const words = withEmoji(toBody(editing.written));

  useEffect(() => {
    if (!editing.fresh) return;
    ui.changeEdit({ fresh: false });
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [editing.fresh, ui]);

  const end = () => {
    ui.endEdit();
    const back = () => (editing.from === "composer" && focusComposer(editing.place)) || focusMessage(message.seq);
    requestAnimationFrame(back);
  };
  const save = () => {
    const body = normaliseBody(words);
    if (!body.ok) return setFault(body.reason);
    if (body.text !== message.body) actions.edit(message.seq, body.text, message.version);
    end();
  };
  const submit = () => (conflict ? over.current?.focus() : save());
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") end();
    else if (event.target === field.current && event.key === "Enter" && !event.shiftKey && !event.altKey) submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tooLong = codePoints(words) - LIMITS.bodyCharsMax;

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys belong to the fields inside; Escape works from each
    <form
      data-slot="message-editor"
      aria-label={t("label")}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="my-1 flex max-w-[46rem] flex-col gap-1.5"
    >
      {deleted ? (
        <p role="alert" className="text-sm text-destructive">
          {t("deleted")}
        </p>
      ) : null}
      <textarea
        ref={field}
        name="edit"
        rows={1}
        value={editing.written.text}
        readOnly={deleted}
        aria-label={t("field")}
        aria-invalid={fault !== null || undefined}
        aria-describedby={noteId}
        enterKeyHint="done"
        autoComplete="off"
        onChange={(event) => {
          ui.changeEdit({ written: { ...editing.written, text: event.target.value } });
          setFault(null);
        }}
        className="scroll-quiet field-sizing-content max-h-[min(40dvh,20rem)] min-h-9 w-full resize-none rounded-md border border-input bg-background px-2.5 py-1.5 text-base outline-none [overflow-wrap:anywhere] focus-visible:border-ring focus-visible:ring-1 focus-visible:ring-ring aria-invalid:border-destructive pointer-coarse:text-[1rem]"
      />
      <p id={noteId} role={fault ? "alert" : undefined} className="text-xs text-muted-foreground empty:hidden">
        {fault === "empty" ? <span className="text-destructive">{t("empty")}</span> : null}
        {fault === "too_long" ? (
          <span className="text-destructive">{t("tooLong", { over: tooLong, max: LIMITS.bodyCharsMax })}</span>
        ) : null}
        {fault === null && !deleted && !conflict ? <span className="max-md:sr-only">{t("help")}</span> : null}
      </p>
      {conflict ? (
        <div role="alert" className="rounded-md border bg-warning-soft p-2 text-sm">
          <p className="font-medium">{t("conflict")}</p>
          <p className="mt-1 line-clamp-6 [overflow-wrap:anywhere] whitespace-pre-wrap">
            {withNames(message.body, names)}
          </p>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {deleted ? (
          <>
            <CopyButton value={editing.written.text} label={t("copy")} variant="outline">
              {t("copy")}
            </CopyButton>
            <Button size="sm" onClick={end}>
              {t("discard")}
            </Button>
          </>
        ) : conflict ? (
          <>
            <Button ref={over} size="sm" onClick={save}>
              {t("saveOver")}
            </Button>
            <Button size="sm" variant="outline" onClick={end}>
              {t("discardMine")}
            </Button>
          </>
        ) : (
          <>
            <Button type="submit" size="sm">
              {t("save")}
            </Button>
            <Button size="sm" variant="ghost" onClick={end}>
              {t("cancel")}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
