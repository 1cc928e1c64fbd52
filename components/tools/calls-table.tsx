"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { AskerKind } from "@/lib/tools/core/limits";
import type { NamedRun } from "@/lib/tools/protocol";

const BADGES = {
  pending: "warning",
  running: "default",
  ok: "accent",
  failed: "destructive",
  timeout: "destructive",
  denied: "outline",
  expired: "outline",
} as const;

/** Calls of tools: which, how it ended, for whom, who decided, how long, when. */
export function CallsTable({ calls }: { calls: readonly NamedRun[] }) {
  const t = useTranslations("tools.log");
  return (
    <Table aria-label={t("title")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("tool")}</TableHead>
          <TableHead>{t("filter")}</TableHead>
          <TableHead className="max-md:hidden">{t("asked")}</TableHead>
          <TableHead className="max-lg:hidden">{t("decided")}</TableHead>
          <TableHead className="text-end max-md:hidden">{t("took")}</TableHead>
          <TableHead>{t("when")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {calls.map((call) => (
          <Row key={call.run.id} call={call} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ call: { run, askedName, decidedName } }: { call: NamedRun }) {
  const t = useTranslations("tools.log");
  const format = useFormatter();
  const asked = <Who kind={run.person_id === null ? "key" : "person"} name={askedName} />;
  return (
    <TableRow data-slot="tool-call" className="align-top">
      <TableCell className="max-w-64 max-md:max-w-36">
        <span className="block font-mono text-xs font-medium [overflow-wrap:anywhere]">{run.tool}</span>
        <span className="block text-xs text-muted-foreground md:hidden">{asked}</span>
        {run.session_id === null ? null : (
          <span className="block truncate text-xs text-muted-foreground max-md:hidden" title={run.session_id}>
            {t("session", { id: run.session_id.slice(0, 8) })}
          </span>
        )}
      </TableCell>
      <TableCell>
        <Badge variant={BADGES[run.status]}>{t(`states.${run.status}`)}</Badge>
        {run.reason === null ? null : <span className="block text-xs text-muted-foreground">{run.reason}</span>}
      </TableCell>
      <TableCell className="max-w-48 max-md:hidden">{asked}</TableCell>
      <TableCell className="max-w-48 max-lg:hidden">
        {run.decided_by_kind === null ? null : <Who kind={run.decided_by_kind} name={decidedName} />}
      </TableCell>
      <TableCell className="text-end whitespace-nowrap text-muted-foreground tabular-nums max-md:hidden">
        {run.ms === null ? null : t("ms", { ms: run.ms })}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:whitespace-normal">
        <time dateTime={new Date(run.created_at).toISOString()}>
          {format.dateTime(run.created_at, { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </TableCell>
    </TableRow>
  );
}

/** A person, or a key, by name. */
function Who({ kind, name }: { kind: AskerKind; name: string | null }) {
  const t = useTranslations("tools.log");
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <span className="min-w-0 truncate">{name ?? t("gone")}</span>
      {kind === "key" ? <Badge variant="outline">{t("key")}</Badge> : null}
    </span>
  );
}
