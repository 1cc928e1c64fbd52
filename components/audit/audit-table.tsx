"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type AuditFact, factsOf } from "@/lib/audit/core/facts";
import type { AuditEntryView } from "@/lib/audit/protocol";

/** Entries of the log: when, who, what, and the facts of it. */
export function AuditTable({ entries }: { entries: readonly AuditEntryView[] }) {
  const t = useTranslations("audit");
  return (
    <Table aria-label={t("title")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("when")}</TableHead>
          <TableHead>{t("actor")}</TableHead>
          <TableHead>{t("action")}</TableHead>
          <TableHead className="max-md:hidden">{t("details")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </TableBody>
    </Table>
  );
}

function Entry({ entry }: { entry: AuditEntryView }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const { at, actorKind, actor, actorName, action, target, data } = entry;
  const key = `actions.${action}` as "actions.tenant.created";
  const facts = <Facts action={action} target={target} data={data} />;
  return (
    <TableRow className="align-top">
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:whitespace-normal">
        <time dateTime={new Date(at).toISOString()}>
          {format.dateTime(at, { dateStyle: "medium", timeStyle: "medium" })}
        </time>
      </TableCell>
      <TableCell className="max-w-56">
        <span className="flex flex-wrap items-center gap-1.5">
          <span className="min-w-0 truncate font-medium" title={actor}>
            {actorKind === "system" && actorName === "" ? t("kinds.system") : actorName || actor}
          </span>
          {actorKind === "person" ? null : <Badge variant="outline">{t(`kinds.${actorKind}`)}</Badge>}
        </span>
      </TableCell>
      <TableCell>
        {t.has(key) ? t(key) : action}
        <div className="md:hidden">{facts}</div>
      </TableCell>
      <TableCell className="max-w-100 max-md:hidden">{facts}</TableCell>
    </TableRow>
  );
}

function Facts({ action, target, data }: Pick<AuditEntryView, "action" | "target" | "data">) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const told = ({ path, value }: AuditFact): string => {
    if (value === null) return t("nothing");
    if (Array.isArray(value)) return value.length === 0 ? t("nothing") : value.join(", ");
    // Times are the only whole numbers that are named so.
    if (typeof value === "number" && path.at(-1)?.endsWith(" at"))
      return format.dateTime(value, { dateStyle: "medium", timeStyle: "short" });
    return typeof value === "boolean" ? t(value ? "yes" : "no") : String(value);
  };
  return (
    <span className="block text-xs [overflow-wrap:anywhere] text-muted-foreground">
      {factsOf(action, data).map((fact) => (
        <span key={fact.path.join(".")} className="block">
          {fact.path.join(", ")}: <span className="text-foreground">{told(fact)}</span>
        </span>
      ))}
      <span className="block">{t("about", { target })}</span>
    </span>
  );
}
