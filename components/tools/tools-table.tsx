"use client";

import { EllipsisVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, type ReactNode } from "react";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useListView } from "@/components/admin/use-list-view";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { matchingTools, readToolList, type ToolColumn, writeToolList } from "@/lib/tools/core/tool-list";
import type { ToolsPlace } from "@/lib/tools/protocol";

export type ToolAct = "show" | "try" | "remove";
type Tool = ToolsPlace["tools"][number];

const STATE_BADGES = { allowed: "accent", not_allowed: "outline", paused: "warning" } as const;

/** Every tool, to find one: where it comes from, whether it asks first, whether it is allowed. */
export function ToolsTable({
  tools,
  acts,
  onAct,
}: {
  tools: readonly Tool[];
  acts: ReactNode;
  onAct(act: ToolAct, tool: Tool): void;
}) {
  const t = useTranslations("tools");
  const [view, show] = useListView(readToolList, writeToolList);
  const { query, sort, down } = view;
  const matching = useMemo(() => matchingTools(tools, { query, sort, down, page: 1 }), [tools, query, sort, down]);
  const columns: Column<Tool, ToolColumn>[] = [
    {
      id: "name",
      label: t("name"),
      sorts: true,
      className: "max-w-96 max-md:max-w-44",
      cell: ({ name, description }) => (
        <>
          <span className="block truncate font-mono text-xs font-medium" title={name}>
            {name}
          </span>
          <span className="block truncate text-xs text-muted-foreground" title={description}>
            {description}
          </span>
        </>
      ),
    },
    {
      id: "source",
      label: t("source"),
      sorts: true,
      className: "whitespace-nowrap text-muted-foreground max-md:hidden",
      cell: ({ source }) => t(`sources.${source}`),
    },
    {
      id: "approval",
      label: t("approval"),
      className: "whitespace-nowrap text-muted-foreground max-md:hidden",
      cell: ({ destructive }) => t(destructive ? "needsApproval" : "noApproval"),
    },
    {
      id: "state",
      label: t("state"),
      cell: ({ state }) => (
        <Badge variant={STATE_BADGES[state]} className="whitespace-normal">
          {t(`states.${state}`)}
        </Badge>
      ),
    },
    {
      id: "acts",
      label: t("acts"),
      quiet: true,
      end: true,
      cell: (tool) => <ToolMenu tool={tool} onAct={(act) => onAct(act, tool)} />,
    },
  ];
  return (
    <DataTable
      title={t("list")}
      find={t("find")}
      view={view}
      onShow={show}
      matching={matching}
      told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
      acts={acts}
      columns={columns}
      keyOf={({ name }) => name}
      rowSlot="tool-row"
    />
  );
}

function ToolMenu({ tool, onAct }: { tool: Tool; onAct(act: ToolAct): void }) {
  const t = useTranslations("tools");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          className="text-muted-foreground"
          aria-label={t("menu", { name: tool.name })}
        >
          <EllipsisVertical aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onAct("show")}>{t("show")}</DropdownMenuItem>
        {tool.state === "allowed" ? (
          <DropdownMenuItem onSelect={() => onAct("try")}>{t("try")}</DropdownMenuItem>
        ) : null}
        {tool.source === "http" ? (
          <DropdownMenuItem variant="destructive" onSelect={() => onAct("remove")}>
            {t("remove")}
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
