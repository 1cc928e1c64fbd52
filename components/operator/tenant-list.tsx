"use client";

import { Building2, Search } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useTransition } from "react";
import { PagedTable } from "@/components/admin/paged-table";
import type { Column } from "@/components/admin/table-grid";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pager } from "@/components/ui/pager";
import type { TenantPage, TenantSummary } from "@/lib/operator/protocol";
import { StateBadge } from "./state-badge";

/** Tenants by name, with a search; where one is stands in the address. */
export function TenantList({ list, query }: { list: TenantPage; query: string }) {
  const t = useTranslations("operator.tenants");
  const tiers = useTranslations("operator.tiers");
  const format = useFormatter();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { tenants, total, page, pages } = list;
  const show = (wish: { q: string; page?: number }) => {
    const params = new URLSearchParams({
      ...(wish.q === "" ? {} : { q: wish.q }),
      ...((wish.page ?? 1) > 1 ? { page: String(wish.page) } : {}),
    });
    startTransition(() => router.push(`/operator/tenants${params.size > 0 ? `?${params}` : ""}`));
  };
  const columns: Column<TenantSummary>[] = [
    {
      ...{ id: "name", label: t("name"), className: "max-w-72" },
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
    },
    { ...{ id: "state", label: t("state") }, cell: ({ state }) => <StateBadge state={state} /> },
    { ...{ id: "tier", label: t("tier") }, cell: ({ tier }) => tiers(tier) },
    {
      ...{ id: "members", label: t("members"), end: true, className: "max-md:hidden" },
      cell: ({ members }) => format.number(members),
    },
    {
      ...{
        id: "created",
        label: t("created"),
        className: "ps-6 whitespace-nowrap text-muted-foreground max-md:hidden",
      },
      cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: "medium" }),
    },
  ];
  return (
    <section aria-label={t("title")} aria-busy={pending || undefined} className="flex flex-col gap-3">
      <PagedTable
        title={t("title")}
        filter={
          <form
            role="search"
            className="flex flex-wrap items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              show({ q: String(new FormData(event.currentTarget).get("q") ?? "").trim() });
            }}
          >
            <Field label={t("search")} labelHidden>
              <Input
                key={query}
                type="search"
                name="q"
                defaultValue={query}
                placeholder={t("search")}
                maxLength={200}
                autoComplete="off"
                className="w-56"
              />
            </Field>
            <Button type="submit" variant="outline">
              {t("find")}
            </Button>
          </form>
        }
        told={t("count", { count: total })}
        columns={columns}
        order={{ sort: "name", down: false }}
        rows={tenants}
        keyOf={({ id }) => id}
        empty={
          <EmptyState
            icon={query === "" ? Building2 : Search}
            title={t(query === "" ? "none" : "noMatch")}
            className="px-0"
          >
            {t(query === "" ? "noneBody" : "noMatchBody")}
          </EmptyState>
        }
        pager={<Pager page={page} pages={pages} onPage={(next) => show({ q: query, page: next })} />}
      />
    </section>
  );
}
