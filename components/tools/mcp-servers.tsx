"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { McpServerView } from "@/lib/tools/protocol";

/** The servers whose tools the tenant uses, and whether they still offer what was accepted. */
export function McpServers({
  servers,
  onAct,
}: {
  servers: readonly McpServerView[];
  onAct(act: "check" | "removeServer", server: McpServerView): void;
}) {
  const t = useTranslations("tools.servers");
  const format = useFormatter();
  return (
    <section aria-labelledby="mcp-servers" className="flex flex-col gap-2">
      <h2 id="mcp-servers" className="text-base font-semibold">
        {t("title")}
      </h2>
      <ul className="flex flex-col divide-y rounded-md border bg-card">
        {servers.map((server) => (
          <li
            key={server.id}
            data-slot="mcp-server"
            className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2 text-sm"
          >
            <div className="min-w-0 flex-1 basis-56">
              <span className="flex flex-wrap items-center gap-1.5">
                <span className="font-medium">{server.name}</span>
                {server.offered_fingerprint === null ? null : <Badge variant="warning">{t("differs")}</Badge>}
              </span>
              <span className="block truncate font-mono text-xs text-muted-foreground" title={server.url}>
                {server.url}
              </span>
              <span className="block text-xs text-muted-foreground">
                {t("tools", { count: server.tools.length })},{" "}
                {t("checked", {
                  when: format.dateTime(server.checked_at, { dateStyle: "medium", timeStyle: "short" }),
                })}
              </span>
            </div>
            <div className="flex gap-2">
              <Button
                variant="outline"
                size="sm"
                aria-label={t("checkNamed", { name: server.name })}
                onClick={() => onAct("check", server)}
              >
                {t("check")}
              </Button>
              <Button
                variant="ghost"
                size="sm"
                aria-label={t("removeNamed", { name: server.name })}
                onClick={() => onAct("removeServer", server)}
              >
                {t("remove")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
