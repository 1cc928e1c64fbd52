"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { InstalledModel } from "@/lib/models/core/installed";
import type { TenantConfig } from "@/lib/tenants/protocol";
import type { RowList } from "@/lib/ui/row-list";
import { DataTable, type Column } from "./data-table";
import { useMoney } from "./use-money";
import { useRowList } from "./use-row-list";

const MILLION = 1_000_000;
const NANO = 1_000_000_000;

type ModelColumn = "name" | "kind" | "window" | "output" | "prompt" | "completion";

const LIST: RowList<InstalledModel, ModelColumn> = {
  columns: ["name", "kind", "window", "output", "prompt", "completion"],
  falling: ["window", "output"],
  textOf: ({ id, kind, provider }) => `${id} ${kind} ${provider}`,
  valueOf(model, column) {
    switch (column) {
      case "name":
        return model.id;
      case "kind":
        return model.kind;
      case "window":
        return model.contextTokens;
      case "output":
        return isChat(model) ? model.outputTokensMax : null;
      case "prompt":
        return model.price.prompt;
      case "completion":
        return isChat(model) ? model.price.completion : null;
      default:
        return column satisfies never;
    }
  },
};

/** Every model of the installation with what it can do and costs, and why the tenant may not use it. */
export function ModelsTable({
  slug,
  models,
  config,
}: {
  slug: string;
  models: readonly InstalledModel[];
  config: Pick<TenantConfig, "tier" | "models">;
}) {
  const t = useTranslations("models");
  const format = useFormatter();
  const money = useMoney();
  const { matching, ...shown } = useRowList(models, LIST);
  const cost = (nano: number) => (nano === 0 ? t("free") : money(nano * MILLION));
  const dollars = (nano: number) => ((nano * MILLION) / NANO).toFixed(6);
  const columns: Column<InstalledModel, ModelColumn>[] = [
    {
      ...{ id: "name", label: t("model"), sorts: true, className: "max-w-80 max-md:max-w-40", csv: ({ id }) => id },
      cell: (model) => <ModelName model={model} config={config} />,
    },
    {
      ...{ id: "kind", label: t("kind"), sorts: true, optional: true, className: "max-md:hidden" },
      csv: ({ kind }) => kind,
      cell: ({ kind }) => t(`kinds.${kind}`),
    },
    {
      ...{ id: "size", label: t("size"), optional: true, csv: (model) => (isChat(model) ? model.size : "") },
      cell: (model) => (isChat(model) ? t(`sizes.${model.size}`) : null),
    },
    {
      ...{ id: "window", label: t("window"), sorts: true, optional: true, end: true, className: "max-md:hidden" },
      csv: ({ contextTokens }) => String(contextTokens),
      cell: ({ contextTokens }) => format.number(contextTokens),
    },
    {
      ...{ id: "output", label: t("output"), sorts: true, optional: true, end: true, className: "max-lg:hidden" },
      csv: (model) => (isChat(model) ? String(model.outputTokensMax) : ""),
      cell: (model) => (isChat(model) ? format.number(model.outputTokensMax) : null),
    },
    {
      ...{ id: "tools", label: t("tools"), optional: true, className: "max-lg:hidden" },
      csv: (model) => (isChat(model) ? t(model.tools ? "yes" : "no") : ""),
      cell: (model) => (isChat(model) ? t(model.tools ? "yes" : "no") : null),
    },
    {
      ...{ id: "prompt", label: t("prompt"), sorts: true, end: true, className: "whitespace-nowrap" },
      csv: ({ price }) => dollars(price.prompt),
      cell: ({ price }) => cost(price.prompt),
    },
    {
      ...{ id: "completion", label: t("completion"), sorts: true, end: true, className: "whitespace-nowrap" },
      csv: (model) => (isChat(model) ? dollars(model.price.completion) : ""),
      cell: (model) => (isChat(model) ? cost(model.price.completion) : null),
    },
  ];
  return (
    <DataTable
      headed
      title={t("list")}
      about={t("listHelp")}
      find={t("find")}
      {...shown}
      matching={matching}
      told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="model-row"
      csv={`${slug}-models.csv`}
    />
  );
}

function isChat({ kind }: InstalledModel): boolean {
  return kind === "chat";
}

function ModelName({ model, config }: { model: InstalledModel; config: Pick<TenantConfig, "tier" | "models"> }) {
  const t = useTranslations("models");
  const { id, thinking, provider, inTier } = model;
  const chosen = config.models === null || config.models.includes(id);
  return (
    <>
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
    </>
  );
}
