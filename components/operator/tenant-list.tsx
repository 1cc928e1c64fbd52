"use client";

import { Building2, Search } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TenantPage, TenantSummary } from "@/lib/operator/protocol";
import { StateBadge } from "./state-badge";

/** Tenants by name, with a search; where one is stands in the address. */
export function TenantList({ list, query }: { list: TenantPage; query: string }) {
  const t = useTranslations("operator.tenants");
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
  return (
    <section aria-label={t("title")} aria-busy={pending || undefined} className="flex flex-col gap-3">
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
            className="w-72"
          />
        </Field>
        <Button type="submit" variant="outline">
          {t("find")}
        </Button>
        <output className="ms-auto pb-1.5 text-xs text-muted-foreground">{t("count", { count: total })}</output>
      </form>
      {tenants.length === 0 ? (
        <EmptyState
          icon={query === "" ? Building2 : Search}
          title={t(query === "" ? "none" : "noMatch")}
          className="px-0"
        >
          {t(query === "" ? "noneBody" : "noMatchBody")}
        </EmptyState>
      ) : (
        <Table aria-label={t("title")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("name")}</TableHead>
              <TableHead>{t("state")}</TableHead>
              <TableHead>{t("tier")}</TableHead>
              <TableHead className="text-end max-md:hidden">{t("members")}</TableHead>
              <TableHead className="ps-6 max-md:hidden">{t("created")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {tenants.map((tenant) => (
              <TenantRow key={tenant.id} tenant={tenant} />
            ))}
          </TableBody>
        </Table>
      )}
      {pages > 1 ? (
        <nav aria-label={t("pages")} className="flex items-center justify-end gap-2">
          <span className="text-xs text-muted-foreground">{t("page", { page, pages })}</span>
          <Button variant="outline" size="sm" disabled={page === 1} onClick={() => show({ q: query, page: page - 1 })}>
            {t("previous")}
          </Button>
          <Button
            variant="outline"
            size="sm"
            disabled={page >= pages}
            onClick={() => show({ q: query, page: page + 1 })}
          >
            {t("next")}
          </Button>
        </nav>
      ) : null}
    </section>
  );
}

function TenantRow({ tenant }: { tenant: TenantSummary }) {
  const tiers = useTranslations("operator.tiers");
  const format = useFormatter();
  return (
    <TableRow>
      <TableCell className="max-w-72">
        <Link
          href={`/operator/tenants/${tenant.id}`}
          className="block truncate font-medium underline-offset-4 hover:underline"
        >
          {tenant.name}
        </Link>
        <span className="block truncate text-xs text-muted-foreground">/{tenant.slug}</span>
      </TableCell>
      <TableCell>
        <StateBadge state={tenant.state} />
      </TableCell>
      <TableCell>{tiers(tenant.tier)}</TableCell>
      <TableCell className="text-end max-md:hidden">{format.number(tenant.members)}</TableCell>
      <TableCell className="ps-6 whitespace-nowrap text-muted-foreground max-md:hidden">
        {format.dateTime(tenant.createdAt, { dateStyle: "medium" })}
      </TableCell>
    </TableRow>
  );
}
