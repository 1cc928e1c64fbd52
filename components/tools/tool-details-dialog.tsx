"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import type { HttpToolView, ToolView } from "@/lib/tools/protocol";
import { JsonText } from "./json-text";

/** What a model is told of a tool; of an HTTP tool also where it goes. */
export function ToolDetailsDialog({
  tool,
  http,
  onClose,
}: {
  tool: ToolView;
  http: HttpToolView | undefined;
  onClose(): void;
}) {
  const t = useTranslations("tools");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle className="font-mono text-sm">{t("details.title", { name: tool.name })}</DialogTitle>
          <DialogDescription className="[overflow-wrap:anywhere]">{tool.description}</DialogDescription>
        </DialogHeader>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
          <Fact name={t("source")}>{t(`sources.${tool.source}`)}</Fact>
          <Fact name={t("approval")}>{t(tool.destructive ? "needsApproval" : "noApproval")}</Fact>
          {http ? (
            <>
              <Fact name={t("details.address")}>
                <span className="font-mono text-xs">
                  {http.method} {http.url_template}
                </span>
              </Fact>
              <Fact name={t("details.headers")}>
                {http.header_names.length === 0 ? t("details.noHeaders") : http.header_names.join(", ")}
                {http.header_names.length === 0 ? null : (
                  <span className="block text-xs text-muted-foreground">{t("details.headersHelp")}</span>
                )}
              </Fact>
              <Fact name={t("details.timeout")}>{t("details.seconds", { seconds: http.timeout_ms / 1_000 })}</Fact>
            </>
          ) : null}
        </dl>
        <section aria-label={t("details.schema")} className="flex min-w-0 flex-col gap-1.5">
          <h3 className="text-sm font-medium">{t("details.schema")}</h3>
          <JsonText label={t("details.schema")} value={tool.input_schema} />
        </section>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {t("details.close")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
