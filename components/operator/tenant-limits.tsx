"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { CardForm } from "@/components/access/card-form";
import { TextField } from "@/components/access/form";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { moneyText, readCount, readMoney } from "@/lib/operator/core/quota-text";
import type { TenantDetail } from "@/lib/operator/protocol";
import type { TenantQuotas, Tier } from "@/lib/quotas/protocol";
import { TierSelect } from "./tier-select";

const FIELDS = ["requestsPerMonth", "tokensPerMonth", "costPerMonth", "concurrentStreams"] as const;
type QuotaName = (typeof FIELDS)[number];

const read = (name: QuotaName, text: string) => (name === "costPerMonth" ? readMoney(text) : readCount(text));

/** A tenant's tier, and where it may use more or less than the tier says. */
export function TenantLimits({ tenant, tierQuotas }: { tenant: TenantDetail; tierQuotas: Record<Tier, TenantQuotas> }) {
  const t = useTranslations("operator.tenant");
  const router = useRouter();
  const format = useFormatter();
  const [tier, setTier] = useState(tenant.tier);
  const { ownQuotas } = tenant.config;
  const form = useForm({
    fields: FIELDS,
    check: (values) =>
      Object.fromEntries(
        FIELDS.map((name) => [
          name,
          read(name, values[name]) === false ? t(name === "costPerMonth" ? "notMoney" : "notANumber") : undefined,
        ]),
      ),
    submit(values) {
      const quotas = Object.fromEntries(
        FIELDS.flatMap((name) => {
          const value = read(name, values[name]);
          return value === undefined || value === false ? [] : [[name, value]];
        }),
      );
      return send("PATCH", `/api/operator/tenants/${tenant.id}`, { tier, quotas });
    },
    done() {
      toast(t("saved"));
      router.refresh();
    },
    guard: true,
  });
  const textOf = (name: QuotaName, value: number | null) => {
    if (value === null) return t("unlimited");
    return name === "costPerMonth" ? moneyText(value) : String(value);
  };
  const inTier = (name: QuotaName) => {
    const value = tierQuotas[tier][name];
    return value === null || name === "costPerMonth" ? textOf(name, value) : format.number(value);
  };
  const own = (name: QuotaName) => {
    const value = ownQuotas[name];
    return value === undefined ? "" : textOf(name, value);
  };
  return (
    <CardForm
      id="limits-title"
      title={t("limits")}
      help={t("limitsHelp")}
      form={form}
      submit={t("save")}
      formClassName="max-w-md"
    >
      <Field label={t("tier")}>
        <TierSelect value={tier} onChange={setTier} />
      </Field>
      {FIELDS.map((name) => (
        <TextField
          key={name}
          form={form}
          name={name}
          optional
          label={t(name)}
          help={t("asTier", { value: inTier(name) })}
          defaultValue={own(name)}
          inputMode={name === "costPerMonth" ? "decimal" : "numeric"}
          autoComplete="off"
        />
      ))}
    </CardForm>
  );
}
