"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Column } from "@/components/admin/table-grid";
import { Badge } from "@/components/ui/badge";
import { type AuditFact, factsOf } from "@/lib/audit/core/facts";
import type { AuditEntryView } from "@/lib/audit/protocol";

/** The columns of the log: when, who, what, and the facts of it. */
export function useAuditColumns(): Column<AuditEntryView>[] {
  const t = useTranslations("audit");
  const format = useFormatter();
  return [
    {
      ...{ id: "when", label: t("when") },
      className: "whitespace-nowrap text-muted-foreground max-md:whitespace-normal",
      cell: ({ at }) => (
        <time dateTime={new Date(at).toISOString()}>
          {format.dateTime(at, { dateStyle: "medium", timeStyle: "medium" })}
        </time>
      ),
    },
    {
      ...{ id: "actor", label: t("actor"), className: "max-w-56" },
      cell: (entry) => <Actor entry={entry} />,
    },
    {
      ...{ id: "action", label: t("action") },
      cell: (entry) => (
        <>
          <Act action={entry.action} />
          <div className="md:hidden">
            <Facts entry={entry} />
          </div>
        </>
      ),
    },
    {
      ...{ id: "details", label: t("details"), className: "max-w-100 max-md:hidden" },
      cell: (entry) => <Facts entry={entry} />,
    },
  ];
}

function Actor({ entry: { actorKind, actor, actorName } }: { entry: AuditEntryView }) {
  const t = useTranslations("audit");
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <span className="min-w-0 truncate font-medium" title={actor}>
        {actorKind === "system" && actorName === "" ? t("kinds.system") : actorName || actor}
      </span>
      {actorKind === "person" ? null : <Badge variant="outline">{t(`kinds.${actorKind}`)}</Badge>}
    </span>
  );
}

function Act({ action }: { action: string }) {
  const t = useTranslations("audit");
  const key = `actions.${action}` as "actions.tenant.created";
  return t.has(key) ? t(key) : action;
}

function Facts({ entry: { action, target, data } }: { entry: AuditEntryView }) {
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
