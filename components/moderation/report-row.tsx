"use client";

import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useId } from "react";
import { ConfirmRemoval } from "@/components/access/confirm-removal";
import { MessageBody } from "@/components/chat/message-body";
import { useInbox, useNameOf, useRoomHref } from "@/components/chat/rooms-provider";
import { useFrame } from "@/components/frame/frame-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { ReportCase, ReportEntry } from "@/lib/moderation/protocol";

/** One reported message: what it said, where, who reported it and why, and what can be done about it. */
export function ReportRow({ report }: { report: ReportCase }) {
  const t = useTranslations("moderation.reports");
  const format = useFormatter();
  const nameOf = useNameOf();
  const titleId = useId();
  const name = nameOf(report.author);
  return (
    <li>
      <article aria-labelledby={titleId} data-slot="report" className="flex flex-col gap-2 rounded-md border p-3">
        <header className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <h2 id={titleId} className="text-sm font-semibold [overflow-wrap:anywhere]">
            {t("message", { name })}
          </h2>
          <span className="text-sm text-muted-foreground">
            <RoomOf report={report} />
          </span>
          <time dateTime={new Date(report.at).toISOString()} className="text-xs text-muted-foreground">
            {format.dateTime(report.at, { dateStyle: "medium", timeStyle: "short" })}
          </time>
          {report.deleted ? <Badge variant="destructive">{t("deleted")}</Badge> : null}
        </header>
        {report.texts.map(({ body, entries }) => (
          <div key={body} className="flex flex-col gap-1.5">
            <blockquote
              aria-label={t("text")}
              className="scroll-quiet max-h-60 overflow-y-auto border-s-2 ps-3"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled by key
              tabIndex={0}
            >
              {body === "" ? (
                <p className="text-sm text-muted-foreground">{t("noText")}</p>
              ) : (
                <MessageBody body={body} />
              )}
            </blockquote>
            <ul className="flex flex-col gap-0.5 text-sm">
              {entries.map((entry) => (
                <Entry key={`${entry.reporter}:${entry.at}`} entry={entry} />
              ))}
            </ul>
          </div>
        ))}
        {report.state === "open" ? <Acts report={report} name={name} /> : <Resolved report={report} />}
      </article>
    </li>
  );
}

/** Leads to the message for whoever is in the room. */
function RoomOf({ report: { roomId, seq, room } }: { report: ReportCase }) {
  const t = useTranslations("moderation.reports");
  const hrefOf = useRoomHref();
  const mine = useInbox(({ view }) => view.rooms.has(roomId));
  const name =
    room === null ? t("roomGone") : room.kind === "dm" ? t("dm") : room.name === "" ? t("group") : `#${room.name}`;
  const words = t("in", { room: name });
  return mine ? (
    <Link href={`${hrefOf(roomId)}?message=${seq}`} className="text-primary [overflow-wrap:anywhere] hover:underline">
      {words}
    </Link>
  ) : (
    <span className="[overflow-wrap:anywhere]">{words}</span>
  );
}

function Entry({ entry: { reporter, reason, note, words, at } }: { entry: ReportEntry }) {
  const t = useTranslations("moderation.reports");
  const reasons = useTranslations("moderation.report.reasons");
  const format = useFormatter();
  const nameOf = useNameOf();
  const quoted = format.list(
    words.map((word) => `“${word}”`),
    { type: "conjunction" },
  );
  const why = reason === null ? t("matched", { count: words.length, words: quoted }) : reasons(reason);
  return (
    <li className="[overflow-wrap:anywhere]">
      {t("reportedBy", { name: reporter === null ? t("filter") : nameOf(reporter), reason: why })}{" "}
      <time dateTime={new Date(at).toISOString()} className="text-xs text-muted-foreground">
        {format.dateTime(at, { dateStyle: "medium", timeStyle: "short" })}
      </time>
      {note === "" ? null : <p className="whitespace-pre-wrap text-muted-foreground">{note}</p>}
    </li>
  );
}

function Resolved({ report: { state, resolvedBy, resolvedAt } }: { report: ReportCase }) {
  const t = useTranslations("moderation.reports");
  const format = useFormatter();
  const nameOf = useNameOf();
  if (resolvedBy === null || resolvedAt === null) return null;
  return (
    <p className="text-xs text-muted-foreground">
      {t(state === "deleted" ? "deletedBy" : "dismissedBy", { name: nameOf(resolvedBy) })},{" "}
      {format.dateTime(resolvedAt, { dateStyle: "medium", timeStyle: "short" })}
    </p>
  );
}

/** Each names what follows before it is done, and says what came of it. */
function Acts({ report, name }: { report: ReportCase; name: string }) {
  const t = useTranslations("moderation.reports");
  const { tenant } = useFrame();
  const router = useRouter();
  const words = useFaultWords();
  const resolve = async (outcome: "delete" | "dismiss") => {
    const path = `/api/t/${tenant.slug}/moderation/reports/${report.roomId}/${report.seq}`;
    const sent = await send<{ changed: boolean }>("PATCH", path, { outcome });
    if (!sent.ok) toast.error(words(sent.fault));
    else {
      toast(sent.data.changed ? t(outcome === "delete" ? "deletedDone" : "dismissed") : t("before"));
      router.refresh();
    }
  };
  return (
    <div className="flex flex-wrap gap-2">
      {report.deleted ? null : (
        <ConfirmRemoval
          title={t("deleteTitle", { name })}
          body={t("deleteBody")}
          confirm={t("deleteConfirm")}
          onConfirm={() => resolve("delete")}
        >
          <Button variant="outline" size="sm">
            {t("delete")}
          </Button>
        </ConfirmRemoval>
      )}
      <ConfirmRemoval
        title={t("dismissTitle")}
        body={t("dismissBody", { name })}
        confirm={t("dismissConfirm")}
        onConfirm={() => resolve("dismiss")}
        calm
      >
        <Button variant="ghost" size="sm">
          {t("dismiss")}
        </Button>
      </ConfirmRemoval>
    </div>
  );
}
