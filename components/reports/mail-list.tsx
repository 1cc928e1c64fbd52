"use client";

import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { Subscription } from "@/lib/reporting/protocol";
import { useDay } from "./use-figure";
import type { Subscriptions } from "./use-subscriptions";

/** Which reports are sent, to whom, and the end of it. */
export function MailList({ mails }: { mails: Subscriptions }) {
  const t = useTranslations("reports.mails");
  const words = useFaultWords();
  const { state } = mails;
  switch (state.status) {
    case "loading":
      return (
        <div aria-busy className="flex flex-col gap-2">
          <span role="status" className="sr-only">
            {t("loading")}
          </span>
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-10 w-full" />
        </div>
      );
    case "failed":
      return (
        <div role="alert" className="flex flex-wrap items-center gap-3 text-sm text-destructive">
          {t("failed", { reason: words(state.fault) })}
          <Button variant="outline" size="sm" onClick={mails.retry}>
            {t("retry")}
          </Button>
        </div>
      );
    case "loaded":
      return state.list.length === 0 ? (
        <p className="text-sm text-muted-foreground">{t("none")}</p>
      ) : (
        <ul aria-label={t("title")} className="flex flex-col divide-y rounded-md border">
          {state.list.map((one) => (
            <MailRow key={one.id} mail={one} onRemove={() => mails.remove(one.id)} />
          ))}
        </ul>
      );
    default:
      return state satisfies never;
  }
}

function MailRow({ mail, onRemove }: { mail: Subscription; onRemove(): ReturnType<Subscriptions["remove"]> }) {
  const t = useTranslations("reports.mails");
  const reports = useTranslations("reports.tabs");
  const words = useFaultWords();
  const day = useDay();
  const report = reports(mail.report);
  const rhythm = t(`every.${mail.rhythm}`);
  return (
    <li data-slot="report-mail" className="flex items-center gap-3 px-3 py-2">
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium">
          {report}: {rhythm}
        </p>
        <p className="text-xs text-muted-foreground [overflow-wrap:anywhere]">
          {t("to", { names: mail.recipients.map(({ name }) => name).join(", ") })} ·{" "}
          {mail.sentFor === null ? t("notSent") : t("sent", { day: day(mail.sentFor) })}
        </p>
      </div>
      <Button
        variant="ghost"
        size="sm"
        aria-label={t("deleteOf", { report, rhythm })}
        onClick={async () => {
          const sent = await onRemove();
          if (sent.ok) toast(t("deleted"));
          else toast.error(words(sent.fault));
        }}
      >
        {t("delete")}
      </Button>
    </li>
  );
}
