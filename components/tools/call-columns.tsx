"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Column } from "@/components/admin/table-grid";
import { Badge } from "@/components/ui/badge";
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

/** The columns of calls of tools: which, how it ended, for whom, who decided, how long, when. */
export function useCallColumns(): Column<NamedRun>[] {
  const t = useTranslations("tools.log");
  const format = useFormatter();
  const asked = ({ run, askedName }: NamedRun) => (
    <Who kind={run.person_id === null ? "key" : "person"} name={askedName} />
  );
  return [
    {
      ...{ id: "tool", label: t("tool"), className: "max-w-64 max-md:max-w-36" },
      cell: (call) => (
        <>
          <span className="block font-mono text-xs font-medium [overflow-wrap:anywhere]">{call.run.tool}</span>
          <span className="block text-xs text-muted-foreground md:hidden">{asked(call)}</span>
          {call.run.session_id === null ? null : (
            <span className="block truncate text-xs text-muted-foreground max-md:hidden" title={call.run.session_id}>
              {t("session", { id: call.run.session_id.slice(0, 8) })}
            </span>
          )}
        </>
      ),
    },
    {
      ...{ id: "state", label: t("filter") },
      cell: ({ run: { status, reason } }) => (
        <>
          <Badge variant={BADGES[status]}>{t(`states.${status}`)}</Badge>
          {reason === null ? null : <span className="block text-xs text-muted-foreground">{reason}</span>}
        </>
      ),
    },
    { ...{ id: "asked", label: t("asked"), className: "max-w-48 max-md:hidden" }, cell: asked },
    {
      ...{ id: "decided", label: t("decided"), className: "max-w-48 max-lg:hidden" },
      cell: ({ run: { decided_by_kind: kind }, decidedName }) =>
        kind === null ? null : <Who kind={kind} name={decidedName} />,
    },
    {
      ...{ id: "took", label: t("took"), end: true },
      className: "whitespace-nowrap text-muted-foreground max-md:hidden",
      cell: ({ run: { ms } }) => (ms === null ? null : t("ms", { ms })),
    },
    {
      ...{ id: "when", label: t("when") },
      className: "whitespace-nowrap text-muted-foreground max-md:whitespace-normal",
      cell: ({ run: { created_at: at } }) => (
        <time dateTime={new Date(at).toISOString()}>
          {format.dateTime(at, { dateStyle: "medium", timeStyle: "short" })}
        </time>
      ),
    },
  ];
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
