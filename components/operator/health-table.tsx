"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { addPulses } from "@/lib/operator/core/sums";
import type { InstallationHealth } from "@/lib/operator/protocol";

/** A round comes once a minute: one that is so late did not come. */
const LATE_MS = 180_000;
const LOOKS = { good: "default", bad: "warning", away: "destructive" } as const;

type State = keyof typeof LOOKS;

/** Each part of the installation, and whether it does what it should. */
export function HealthTable({ health }: { health: InstallationHealth }) {
  const t = useTranslations("operator.health");
  const format = useFormatter();
  const { at, view } = health;
  const behind = (view?.installation.tenants ?? []).filter(({ waiting }) => waiting.rows + waiting.parked > 0);
  const seconds = (since: number) => Math.max(0, Math.round((at - since) / 1_000));
  return (
    <>
      <Table aria-label={t("title")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("part")}</TableHead>
            <TableHead>{t("state")}</TableHead>
            <TableHead>{t("detail")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {useParts(health).map(({ part, state, detail }) => (
            <TableRow key={part} data-slot="health-part">
              <TableCell className="font-medium whitespace-nowrap max-sm:whitespace-normal">
                {t(`parts.${part}`)}
              </TableCell>
              <TableCell>
                <Badge variant={LOOKS[state]}>{t(state)}</Badge>
              </TableCell>
              <TableCell className="whitespace-normal text-muted-foreground">{detail}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="text-xs text-muted-foreground">
        {t("asOf", { time: format.dateTime(at, { timeStyle: "medium" }) })}
      </p>
      {behind.length === 0 ? null : (
        <section aria-labelledby="health-behind" className="flex flex-col gap-2">
          <h2 id="health-behind" className="text-base font-semibold">
            {t("tenantsTitle")}
          </h2>
          <Table aria-labelledby="health-behind">
            <TableHeader>
              <TableRow>
                <TableHead>{t("tenant")}</TableHead>
                <TableHead className="text-end">{t("rows")}</TableHead>
                <TableHead className="text-end">{t("lag")}</TableHead>
                <TableHead className="text-end">{t("aside")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {behind.map(({ tenant, waiting: { rows, since, parked } }) => (
                <TableRow key={tenant}>
                  <TableCell className="max-w-64">
                    <Link
                      href={`/operator/tenants/${tenant}`}
                      className="block truncate underline-offset-4 hover:underline"
                    >
                      {tenant}
                    </Link>
                  </TableCell>
                  <TableCell className="text-end tabular-nums">{format.number(rows)}</TableCell>
                  <TableCell className="text-end tabular-nums">
                    {since === null ? "–" : t("seconds", { value: seconds(since) })}
                  </TableCell>
                  <TableCell className="text-end tabular-nums">{format.number(parked)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </section>
      )}
    </>
  );
}

function useParts({ at, database, mails, view, reading }: InstallationHealth) {
  const t = useTranslations("operator.health");
  const sums = view && addPulses(view.installation);
  const last = view?.installation.last ?? null;
  const alone = view?.breakers.filter(({ state }) => state !== "closed") ?? [];
  const seconds = (since: number) => Math.max(0, Math.round((at - since) / 1_000));
  const away = { state: "away" as State, detail: t("objectsAway") };
  const outbox = () => {
    if (!sums) return away;
    const { rows, since, parked } = sums.waiting;
    if (rows + parked === 0) return { state: "good" as State, detail: t("outboxNone") };
    const waits = rows > 0 ? t("outbox", { rows, seconds: since === null ? 0 : seconds(since) }) : "";
    const aside = parked > 0 ? t("parked", { count: parked }) : "";
    return { state: "bad" as State, detail: [waits, aside].filter((text) => text !== "").join(" ") };
  };
  const cron = () => {
    if (!view) return away;
    if (!last) return { state: "bad" as State, detail: t("cronNone") };
    const good = last.failed === 0 && at - last.at <= LATE_MS;
    const facts = { ago: seconds(last.at), tenants: last.tenants, ms: last.tookMs, failed: last.failed };
    return { state: (good ? "good" : "bad") as State, detail: t("cron", facts) };
  };
  const mailsDetail = mails === null ? t(database ? "mailsSent" : "mailsAway") : t("mailsKept", { count: mails });
  return [
    {
      part: "database",
      ...(database
        ? { state: "good" as State, detail: t("database", { ms: database.ms }) }
        : { state: "away" as State, detail: t("databaseAway") }),
    },
    {
      part: "objects",
      ...(sums
        ? {
            state: "good" as State,
            detail: t("objects", {
              sockets: sums.sockets.room + sums.sockets.inbox + sums.sockets.visit,
              streams: sums.streams,
            }),
          }
        : away),
    },
    { part: "cron", ...cron() },
    { part: "outbox", ...outbox() },
    {
      part: "providers",
      ...(view
        ? alone.length === 0
          ? { state: "good" as State, detail: t("providersNone") }
          : { state: "bad" as State, detail: t("providers", { models: alone.map(({ model }) => model).join(", ") }) }
        : away),
    },
    {
      part: "knowledge",
      ...(reading
        ? { state: "good" as State, detail: t("knowledge", { ...reading }) }
        : { state: "away" as State, detail: t("databaseAway") }),
    },
    { part: "mails", state: (database ? "good" : "away") as State, detail: mailsDetail },
  ] as const;
}
