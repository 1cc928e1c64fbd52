"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useMoney } from "@/components/admin/use-money";
import { useRowList } from "@/components/admin/use-row-list";
import type { TenantFigures } from "@/lib/operator/protocol";
import type { RowList } from "@/lib/ui/row-list";
import { StateBadge } from "./state-badge";

const FIGURES = {
  cost: ({ month }: TenantFigures) => month.cost,
  members: ({ members }: TenantFigures) => members,
  today: ({ today }: TenantFigures) => today.calls,
  calls: ({ month }: TenantFigures) => month.calls,
  failed: ({ month }: TenantFigures) => month.failed,
  tokens: ({ month }: TenantFigures) => month.tokens,
};
type Figure = keyof typeof FIGURES;
type UsageColumn = Figure | "name";

const LIST: RowList<TenantFigures, UsageColumn> = {
  columns: ["cost", "name", "members", "today", "calls", "failed", "tokens"],
  falling: ["cost", "members", "today", "calls", "failed", "tokens"],
  textOf: ({ name, slug }) => `${name} ${slug}`,
  valueOf: (tenant, column) => (column === "name" ? tenant.name : FIGURES[column](tenant)),
};

/** Every tenant by what it used. */
export function TenantUsage({ tenants }: { tenants: readonly TenantFigures[] }) {
  const t = useTranslations("operator.usage");
  const tiers = useTranslations("operator.tiers");
  const format = useFormatter();
  const money = useMoney();
  const { matching, ...shown } = useRowList(tenants, LIST);
  const figure = (id: Figure, className?: string): Column<TenantFigures, UsageColumn> => ({
    ...{ id, label: t(id), sorts: true, end: true },
    cell: (tenant) => format.number(FIGURES[id](tenant)),
    csv: (tenant) => String(FIGURES[id](tenant)),
    ...(className === undefined ? {} : { className }),
  });
  const columns: Column<TenantFigures, UsageColumn>[] = [
    {
      id: "name",
      label: t("name"),
      sorts: true,
      className: "max-w-64",
      cell: ({ id, name, slug }) => (
        <>
          <Link
            href={`/operator/tenants/${id}`}
            className="block truncate font-medium underline-offset-4 hover:underline"
          >
            {name}
          </Link>
          <span className="block truncate text-xs text-muted-foreground">/{slug}</span>
        </>
      ),
      csv: ({ slug }) => slug,
    },
    {
      id: "state",
      label: t("state"),
      className: "max-lg:hidden",
      cell: ({ state }) => <StateBadge state={state} />,
      csv: ({ state }) => state,
    },
    {
      id: "tier",
      label: t("tier"),
      className: "max-lg:hidden",
      cell: ({ tier }) => tiers(tier),
      csv: ({ tier }) => tier,
    },
    figure("members", "max-lg:hidden"),
    figure("today", "max-md:hidden"),
    figure("calls"),
    figure("failed", "max-md:hidden"),
    figure("tokens", "max-md:hidden"),
    {
      id: "cost",
      label: t("cost"),
      sorts: true,
      end: true,
      cell: ({ month }) => money(month.cost),
      csv: ({ month }) => (month.cost / 1e9).toFixed(9),
    },
  ];
  return (
    <DataTable
      title={t("title")}
      find={t("find")}
      {...shown}
      matching={matching}
      told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="tenant-usage"
      csv="tenants-usage.csv"
    />
  );
}
