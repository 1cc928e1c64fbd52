"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { AUDIT_ACTIONS, AUDIT_BOUNDS, type AuditSearch } from "@/lib/audit/protocol";

const ANY = "any";
const TEXTS = ["actor", "target"] as const;
const DAYS = ["from", "until"] as const;

/** What is looked for in the log. Nothing is sent before it is asked for. */
export function AuditFilters({
  search,
  searched,
  onSearch,
}: {
  search: AuditSearch;
  searched: boolean;
  onSearch(wish: Partial<AuditSearch>): void;
}) {
  const t = useTranslations("audit");
  const [action, setAction] = useState<AuditSearch["action"]>(search.action);
  return (
    <form
      role="search"
      aria-label={t("filters")}
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const text = (name: string) => String(data.get(name) ?? "").trim();
        onSearch({ action, actor: text("actor"), target: text("target"), from: text("from"), until: text("until") });
      }}
    >
      <Field label={t("action")}>
        <Select
          value={action === "" ? ANY : action}
          onValueChange={(chosen) => setAction(AUDIT_ACTIONS.find((one) => one === chosen) ?? "")}
        >
          <SelectTrigger className="w-56">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ANY}>{t("any")}</SelectItem>
            {AUDIT_ACTIONS.map((one) => (
              <SelectItem key={one} value={one}>
                {t(`actions.${one}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Field>
      {TEXTS.map((name) => (
        <Field key={name} label={t(name)}>
          <Input
            name={name}
            defaultValue={search[name]}
            maxLength={AUDIT_BOUNDS.textCharsMax}
            autoComplete="off"
            title={t(`${name}Help`)}
            className="w-44"
          />
        </Field>
      ))}
      {DAYS.map((name) => (
        <Field key={name} label={t(name)}>
          <Input type="date" name={name} defaultValue={search[name]} className="w-40" />
        </Field>
      ))}
      <div className="flex gap-2">
        <Button type="submit">{t("search")}</Button>
        {searched ? (
          <Button variant="ghost" onClick={() => onSearch({})}>
            {t("clear")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
