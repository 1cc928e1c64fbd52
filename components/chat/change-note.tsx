"use client";

import { CircleAlert, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { withNames } from "@/lib/rooms/client/plain-text";
import type { PendingChange } from "@/lib/rooms/client/room-view";
import type { MessageView } from "@/lib/rooms/protocol";
import { useRoom, useRoomActions } from "./room-context";
import { useAfter } from "./use-after";
import { useNames } from "./use-names";

/** Under a message: a change of mine that is not confirmed, or failed. What I wrote stays until I say otherwise. */
export function ChangeNotes({ message }: { message: MessageView }) {
  const changes = useRoom(({ view }) => view.pendingChanges);
  return changes
    .filter(({ target, seq }) => target === message.seq && seq === null)
    .map((change) =>
      change.state === "failed" ? (
        <FailedChange key={change.clientId} change={change} message={message} />
      ) : (
        <Waiting key={change.clientId} kind={change.kind} />
      ),
    );
}

/** Says nothing for the moment that a change usually takes. */
const QUIET_MS = 700;

function Waiting({ kind }: { kind: PendingChange["kind"] }) {
  const t = useTranslations("threads.change");
  const live = useRoom(({ connection }) => connection.kind === "live");
  const late = useAfter(QUIET_MS);
  const text = live ? t(`doing.${kind}`) : t("queued");
  if (!late && live) return <span className="sr-only">{text}</span>;
  return (
    <p className="flex items-center gap-1 text-xs text-warning">
      <Clock aria-hidden className="size-3.5!" />
      {text}
    </p>
  );
}

function FailedChange({ change, message }: { change: PendingChange; message: MessageView }) {
  const t = useTranslations("threads.change");
  const names = useNames();
  const { retryChange, dropChange } = useRoomActions();
  const deleted = message.deletedAt !== null;
  // A wish about a message that is gone has nothing left to try.
  const hopeless = deleted || (change.code === "not_found" && !change.outdated);
  const reason = deleted
    ? t("deleted")
    : change.outdated
      ? t("outdated")
      : change.why !== undefined
        ? t("refused", { why: change.why })
        : t(`failed.${change.kind}`, { reason: t(`reason.${change.code ?? "internal"}`) });
  return (
    <div
      role="alert"
      data-slot="change-failed"
      className="my-1 flex max-w-[46rem] flex-col gap-1.5 rounded-md border bg-warning-soft p-2 text-sm"
    >
      <p className="flex items-start gap-1.5">
        <CircleAlert aria-hidden className="mt-px text-warning" />
        {reason}
      </p>
      {change.kind === "edit" ? (
        <blockquote className="line-clamp-6 border-s-2 ps-2 [overflow-wrap:anywhere] whitespace-pre-wrap">
          {withNames(change.body, names)}
        </blockquote>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {hopeless ? null : (
          <Button size="sm" variant="outline" onClick={() => retryChange(change.clientId)}>
            {change.outdated ? t("saveOver") : t("retry")}
          </Button>
        )}
        {change.kind === "edit" ? (
          <CopyButton value={withNames(change.body, names)} label={t("copy")}>
            {t("copy")}
          </CopyButton>
        ) : null}
        <Button size="sm" variant="ghost" onClick={() => dropChange(change.clientId)}>
          {change.kind === "edit" ? t("discardMine") : t("dismiss")}
        </Button>
      </div>
    </div>
  );
}
