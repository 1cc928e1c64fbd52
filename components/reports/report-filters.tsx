"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Label } from "@/components/ui/label";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import type { ProjectId } from "@/lib/platform/ids";
import type { ReportId } from "@/lib/reporting/protocol";
import { PeriodSelect } from "./period-select";
import type { ReportView } from "./report-view";

const ALL = "all";

/** What the report is about: which days, of which assistant, beside what. */
export function ReportFilters({
  report,
  view,
  today,
  projects,
  onShow,
}: {
  report: ReportId;
  view: ReportView;
  today: string;
  projects: readonly { id: ProjectId; name: string }[];
  onShow(change: Partial<ReportView>): void;
}) {
  const t = useTranslations("reports");
  const compareId = useId();
  return (
    <div
      role="group"
      aria-label={t("filters")}
      className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2 max-md:w-full max-md:gap-x-2"
    >
      <PeriodSelect period={view} today={today} onShow={onShow} />
      {report === "chat" || projects.length === 0 ? null : (
        <Select
          value={view.project ?? ALL}
          onValueChange={(next) => onShow({ project: projects.find(({ id }) => id === next)?.id ?? null })}
        >
          <SelectTrigger aria-label={t("project")} className="w-48 max-md:w-auto max-md:min-w-36 max-md:flex-1">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ALL}>{t("allProjects")}</SelectItem>
            {projects.map(({ id, name }) => (
              <SelectItem key={id} value={id}>
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
      <div className="flex items-center gap-2">
        <Switch id={compareId} checked={view.compare} onCheckedChange={(compare) => onShow({ compare })} />
        <Label htmlFor={compareId}>{t("compare")}</Label>
      </div>
    </div>
  );
}
