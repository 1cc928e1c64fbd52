"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/sonner";
import { Textarea } from "@/components/ui/textarea";
import { send, type Sent } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { isExactOrigin } from "@/lib/tenants/core/origin";
import { CONFIG_BOUNDS, type TenantConfig } from "@/lib/tenants/protocol";
import { CardForm } from "./card-form";
import { TextField } from "./form";

/** What the tenant decided about model calls and the chat on its own pages. */
export function ApiSettings({ tenant, config }: { tenant: string; config: TenantConfig }) {
  const t = useTranslations("access.api");
  const router = useRouter();
  const zones = useId();
  const form = useForm({
    fields: ["zone", "apiOrigins", "brandAccent", "brandLogo"],
    check: ({ apiOrigins, brandAccent }) => {
      const wrong = linesOf(apiOrigins).find((line) => !isExactOrigin(line));
      return {
        apiOrigins: wrong === undefined ? undefined : t("notAnOrigin", { origin: wrong }),
        brandAccent: brandAccent === "" || /^#[0-9a-f]{6}$/i.test(brandAccent) ? undefined : t("notAColour"),
      };
    },
    submit: async ({ zone, apiOrigins, brandAccent, brandLogo }) =>
      namedByField(
        await send("PATCH", `/api/t/${tenant}/config`, {
          zone: zone.trim(),
          apiOrigins: linesOf(apiOrigins),
          brandAccent: brandAccent === "" ? null : brandAccent.toLowerCase(),
          brandLogo: brandLogo.trim() === "" ? null : brandLogo.trim(),
        }),
      ),
    done() {
      toast(t("saved"));
      router.refresh();
    },
    guard: true,
  });
  return (
    <CardForm id="api-title" title={t("title")} help={t("body")} form={form} submit={t("save")}>
      <TextField
        form={form}
        name="zone"
        label={t("zone")}
        help={t("zoneHelp")}
        defaultValue={config.zone}
        list={zones}
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
      <Field
        label={t("apiOrigins")}
        help={t("apiOriginsHelp", { max: CONFIG_BOUNDS.originsMax })}
        id={form.idOf("apiOrigins")}
        error={form.faults.apiOrigins}
        optional
      >
        <Textarea
          name="apiOrigins"
          rows={3}
          defaultValue={config.apiOrigins.join("\n")}
          placeholder="https://app.example"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <TextField
        form={form}
        name="brandAccent"
        optional
        label={t("brandAccent")}
        help={t("brandHelp")}
        defaultValue={config.brandAccent ?? ""}
        placeholder="#1a6b5c"
        autoComplete="off"
      />
      <TextField
        form={form}
        name="brandLogo"
        optional
        label={t("brandLogo")}
        help={t("brandHelp")}
        type="url"
        defaultValue={config.brandLogo ?? ""}
        placeholder="https://"
        autoComplete="off"
      />
    </CardForm>
  );
}

function linesOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** A fault of one line belongs to the field. */
function namedByField<T>(sent: Sent<T>): Sent<T> {
  if (sent.ok || sent.fault.param === undefined) return sent;
  return { ok: false, fault: { ...sent.fault, param: sent.fault.param.split(".")[0] ?? sent.fault.param } };
}
