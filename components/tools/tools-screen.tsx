"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { McpServerView, ToolsPlace } from "@/lib/tools/protocol";
import { AllowedTools } from "./allowed-tools";
import { AddTool } from "./add-tool";
import { CheckServerDialog } from "./check-server-dialog";
import { HttpToolDialog } from "./http-tool-dialog";
import { McpServerDialog } from "./mcp-server-dialog";
import { McpServers } from "./mcp-servers";
import { RemoveDialog } from "./remove-dialog";
import { ToolDetailsDialog } from "./tool-details-dialog";
import { ToolViews } from "./tool-views";
import { type ToolAct, ToolsTable } from "./tools-table";
import { TryToolDialog } from "./try-tool-dialog";

type Tool = ToolsPlace["tools"][number];
type Opened =
  | { dialog: "http" | "mcp" }
  | { dialog: ToolAct; tool: Tool }
  | { dialog: "check" | "removeServer"; server: McpServerView };

/** The tenant's tools, where they come from, and which of them are allowed. */
export function ToolsScreen({ tenant, place }: { tenant: { slug: string; name: string }; place: ToolsPlace }) {
  const t = useTranslations("tools");
  const [open, setOpen] = useState<Opened | null>(null);
  const { slug } = tenant;
  const { tools, servers, http, allowed, waiting } = place;
  return (
    <>
      <ToolViews slug={slug} here="list" waiting={waiting} />
      <p className="max-w-2xl text-sm text-muted-foreground">{t("about", { tenant: tenant.name })}</p>
      {waiting === 0 ? null : (
        <Alert variant="warning">
          <AlertTitle>{t("waitingTitle", { count: waiting })}</AlertTitle>
          <AlertDescription>{t("waitingHelp")}</AlertDescription>
          <AlertActions>
            <Button asChild variant="outline" size="sm">
              <Link href={`/${slug}/admin/tools/calls`}>{t("waitingShow")}</Link>
            </Button>
          </AlertActions>
        </Alert>
      )}
      <ToolsTable
        tools={tools}
        acts={<AddTool onAdd={(dialog) => setOpen({ dialog })} />}
        onAct={(dialog, tool) => setOpen({ dialog, tool })}
      />
      {servers.length === 0 ? null : (
        <McpServers servers={servers} onAct={(dialog, server) => setOpen({ dialog, server })} />
      )}
      <AllowedTools slug={slug} names={tools.map(({ name }) => name)} allowed={allowed} />
      {open === null ? null : <Opened open={open} slug={slug} http={http} onClose={() => setOpen(null)} />}
    </>
  );
}

function Opened({
  open,
  slug,
  http,
  onClose,
}: {
  open: Opened;
  slug: string;
  http: ToolsPlace["http"];
  onClose(): void;
}) {
  switch (open.dialog) {
    case "http":
      return <HttpToolDialog slug={slug} onClose={onClose} />;
    case "mcp":
      return <McpServerDialog slug={slug} onClose={onClose} />;
    case "show":
      return (
        <ToolDetailsDialog
          tool={open.tool}
          http={http.find(({ name }) => open.tool.source === "http" && name === open.tool.name)}
          onClose={onClose}
        />
      );
    case "try":
      return <TryToolDialog slug={slug} tool={open.tool} onClose={onClose} />;
    case "remove": {
      const own = http.find(({ name }) => name === open.tool.name);
      return own ? <RemoveDialog slug={slug} subject={own} onClose={onClose} /> : null;
    }
    case "check":
      return <CheckServerDialog slug={slug} server={open.server} onClose={onClose} />;
    case "removeServer":
      return <RemoveDialog slug={slug} subject={open.server} onClose={onClose} />;
    default:
      return open satisfies never;
  }
}
