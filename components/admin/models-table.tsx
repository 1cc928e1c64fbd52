"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InstalledModel } from "@/lib/models/core/installed";
import type { TenantConfig } from "@/lib/tenants/protocol";
import { useMoney } from "./use-money";

const MILLION = 1_000_000;

/** Every model of the installation with what it can do and costs, and why the tenant may not use it. */
export function ModelsTable({
  models,
  config,
}: {
  models: readonly InstalledModel[];
  config: Pick<TenantConfig, "tier" | "models">;
}) {
  const t = useTranslations("models");
  return (
    <section aria-labelledby="models-list" className="flex flex-col gap-2">
      <h2 id="models-list" className="text-base font-semibold">
        {t("list")}
      </h2>
      <p className="text-sm text-muted-foreground">{t("listHelp")}</p>
      <Table aria-labelledby="models-list">
        <TableHeader>
          <TableRow>
            <TableHead>{t("model")}</TableHead>
            <TableHead className="max-md:hidden">{t("kind")}</TableHead>
            <TableHead>{t("size")}</TableHead>
            <TableHead className="text-end max-md:hidden">{t("window")}</TableHead>
            <TableHead className="text-end max-lg:hidden">{t("output")}</TableHead>
            <TableHead className="max-lg:hidden">{t("tools")}</TableHead>
            <TableHead className="text-end">{t("prompt")}</TableHead>
            <TableHead className="text-end">{t("completion")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {models.map((model) => (
            <ModelRow key={model.id} model={model} config={config} />
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

function ModelRow({ model, config }: { model: InstalledModel; config: Pick<TenantConfig, "tier" | "models"> }) {
  const t = useTranslations("models");
  const format = useFormatter();
  const money = useMoney();
  const { id, kind, size, contextTokens, outputTokensMax, tools, thinking, price, provider, inTier } = model;
  const chosen = config.models === null || config.models.includes(id);
  const cost = (nano: number) => (nano === 0 ? t("free") : money(nano * MILLION));
  return (
    <TableRow data-slot="model-row">
      <TableCell className="max-w-80 max-md:max-w-40">
        <span className="block truncate font-mono text-xs" title={id}>
          {id}
        </span>
        <span className="flex flex-wrap gap-1 text-xs text-muted-foreground">
          {provider === "parlor" ? <span>{t("builtIn")}</span> : null}
          {thinking.length > 0 ? (
            <span>{t("thinks", { levels: thinking.map((level) => t(`levels.${level}`)).join(", ") })}</span>
          ) : null}
          {inTier ? null : <Badge variant="outline">{t("notInTier", { tier: t(`tiers.${config.tier}`) })}</Badge>}
          {inTier && !chosen ? <Badge variant="outline">{t("notChosen")}</Badge> : null}
        </span>
      </TableCell>
      <TableCell className="max-md:hidden">{t(`kinds.${kind}`)}</TableCell>
      <TableCell>{kind === "chat" ? t(`sizes.${size}`) : null}</TableCell>
      <TableCell className="text-end max-md:hidden">{format.number(contextTokens)}</TableCell>
      <TableCell className="text-end max-lg:hidden">
        {kind === "chat" ? format.number(outputTokensMax) : null}
      </TableCell>
      <TableCell className="max-lg:hidden">{kind === "chat" ? (tools ? t("yes") : t("no")) : null}</TableCell>
      <TableCell className="text-end whitespace-nowrap">{cost(price.prompt)}</TableCell>
      <TableCell className="text-end whitespace-nowrap">{kind === "chat" ? cost(price.completion) : null}</TableCell>
    </TableRow>
  );
}
