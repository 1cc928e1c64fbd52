"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useListView } from "@/components/admin/use-list-view";
import { useMoney } from "@/components/admin/use-money";
import { matchingTenants, readUsageList, writeUsageList, type UsageColumn } from "@/lib/operator/core/usage-list";
import type { TenantFigures } from "@/lib/operator/protocol";
import { StateBadge } from "./state-badge";

/** Every tenant by what it used. */
export function TenantUsage({ tenants }: { tenants: readonly TenantFigures[] }) {
  const t = useTranslations("operator.usage");
  const tiers = useTranslations("operator.tiers");
  const format = useFormatter();
  const money = useMoney();
  const [view, show] = useListView(readUsageList, writeUsageList);
  const { query, sort, down } = view;
  const matching = useMemo(() => matchingTenants(tenants, { query, sort, down }), [tenants, query, sort, down]);
  const figure = (
    id: UsageColumn,
    of: (tenant: TenantFigures) => number,
    className?: string,
  ): Column<TenantFigures, UsageColumn> => ({
    ...{ id, label: t(id), sorts: true, end: true },
    cell: (tenant) => format.number(of(tenant)),
    csv: (tenant) => String(of(tenant)),
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
    figure("members", ({ members }) => members, "max-lg:hidden"),
    figure("today", ({ today }) => today.calls, "max-md:hidden"),
    figure("calls", ({ month }) => month.calls),
    figure("failed", ({ month }) => month.failed, "max-md:hidden"),
    figure("tokens", ({ month }) => month.tokens, "max-md:hidden"),
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
      view={view}
      onShow={show}
      matching={matching}
      told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="tenant-usage"
      csv="tenants-usage.csv"
    />
  );
}
