"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { SLUG_CHARS_MAX, SLUG_CHARS_MIN, slugFault, slugFrom } from "@/lib/tenants/core/slug";
import { Form, SubmitButton } from "./form";
import { leaveTo } from "./leave-to";

/** Creates a tenant. Its address follows the name until it is touched. */
export function NewTenantForm({ host }: { host: string }) {
  const t = useTranslations("access.newTenant");
  const checks = useChecks();
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  const shownSlug = slug ?? slugFrom(name);
  const form = useForm({
    fields: ["name", "slug"],
    check: (values) => ({
      name: checks.name(values.name),
      slug: checks.required(values.slug) ?? faultWords(values.slug),
    }),
    submit: (values) =>
      send<{ tenant: { slug: string } }>("POST", "/api/tenants", { name: values.name, slug: values.slug }),
    done: ({ tenant }) => leaveTo(`/${tenant.slug}/rooms`),
  });
  function faultWords(text: string): string | undefined {
    switch (slugFault(text)) {
      case "short":
        return t("faultShort", { min: SLUG_CHARS_MIN });
      case "long":
        return t("faultLong", { max: SLUG_CHARS_MAX });
      case "shape":
        return t("faultShape");
      case "reserved":
        return t("faultReserved");
      case null:
        return undefined;
    }
  }
  return (
    <Form form={form}>
      <Field label={t("name")} id={form.idOf("name")} error={form.faults.name} required>
        <Input name="name" autoComplete="organization" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("slug")} help={t("slugHelp")} id={form.idOf("slug")} error={form.faults.slug} required>
        <div className="flex items-center gap-1">
          <span className="shrink-0 text-sm text-muted-foreground">{host}/</span>
          <Input
            name="slug"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={SLUG_CHARS_MAX}
            value={shownSlug}
            onChange={(event) => setSlug(event.target.value)}
          />
        </div>
      </Field>
      <div>
        <SubmitButton form={form}>{t("submit")}</SubmitButton>
      </div>
    </Form>
  );
}
