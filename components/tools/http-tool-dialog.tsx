"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogForm } from "@/components/access/dialog-form";
import { TextField } from "@/components/access/form";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { toast } from "@/components/ui/sonner";
import { Textarea } from "@/components/ui/textarea";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { HTTP_METHODS, type HttpMethod, OWN_NAME } from "@/lib/tools/core/limits";
import { readHeaders, readObject, readSeconds } from "@/lib/tools/core/tool-form";
import type { HttpToolView } from "@/lib/tools/protocol";
import { ApprovalField, HeadersField } from "./source-fields";

const FIELDS = ["name", "description", "url_template", "input_schema", "headers", "timeout_ms"] as const;
const FIRST_SCHEMA = JSON.stringify({ type: "object", properties: {}, required: [] }, null, 2);
const FIRST_SECONDS = "10";

/** Asks what the tool is called, where it goes and what it takes. Sent twice, it is added once. */
export function HttpToolDialog({ slug, onClose }: { slug: string; onClose(): void }) {
  const t = useTranslations("tools.form");
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const [method, setMethod] = useState<HttpMethod>("GET");
  const [approval, setApproval] = useState<boolean | null>(null);
  const asks = approval ?? method !== "GET";
  const form = useForm({
    fields: FIELDS,
    check(values) {
      const schema = readObject(values.input_schema);
      const headers = readHeaders(values.headers);
      return {
        name: OWN_NAME.test(values.name) ? undefined : t("faults.name"),
        description: values.description.trim() === "" ? t("faults.description") : undefined,
        url_template: values.url_template.startsWith("https://") ? undefined : t("faults.url"),
        input_schema: schema.ok
          ? undefined
          : schema.reason === null
            ? t("faults.object")
            : t("faults.json", { reason: schema.reason }),
        headers: headers.ok ? undefined : t("faults.headers", { line: headers.line }),
        timeout_ms: readSeconds(values.timeout_ms) === null ? t("faults.timeout") : undefined,
      };
    },
    submit({ name, description, url_template, ...values }) {
      const schema = readObject(values.input_schema);
      const headers = readHeaders(values.headers);
      return send<HttpToolView>("POST", `/api/t/${slug}/tools/http`, {
        ...{ id, name, description, url_template, method, destructive: asks },
        input_schema: schema.ok ? schema.value : {},
        headers: headers.ok ? headers.headers : {},
        timeout_ms: readSeconds(values.timeout_ms),
      });
    },
    done({ name }) {
      toast(t("added", { name }));
      router.refresh();
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("httpTitle")}
      description={t("httpHelp")}
      submit={t("submitHttp")}
      cancel={t("cancel")}
      onClose={onClose}
      className="max-w-lg"
    >
      <TextField
        form={form}
        name="name"
        label={t("name")}
        help={t("nameHelp")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        className="font-mono text-xs"
        takesFocus
      />
      <Field
        label={t("description")}
        help={t("descriptionHelp")}
        id={form.idOf("description")}
        error={form.faults.description}
        required
      >
        <Textarea name="description" maxLength={1_024} className="max-h-40" />
      </Field>
      <div className="grid grid-cols-[7rem_1fr] items-start gap-3 max-sm:grid-cols-1">
        <Field label={t("method")}>
          <Select value={method} onValueChange={(to) => setMethod(HTTP_METHODS.find((one) => one === to) ?? method)}>
            <SelectTrigger>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {HTTP_METHODS.map((one) => (
                <SelectItem key={one} value={one}>
                  {one}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </Field>
        <TextField
          form={form}
          name="url_template"
          label={t("url")}
          help={t("urlHelp")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="url"
          placeholder="https://"
          maxLength={2_048}
          className="font-mono text-xs"
        />
      </div>
      <Field
        label={t("schema")}
        help={t("schemaHelp")}
        id={form.idOf("input_schema")}
        error={form.faults.input_schema}
        required
      >
        <Textarea
          name="input_schema"
          defaultValue={FIRST_SCHEMA}
          spellCheck={false}
          className="max-h-64 min-h-28 font-mono text-xs"
        />
      </Field>
      <HeadersField form={form} />
      <TextField
        form={form}
        name="timeout_ms"
        label={t("timeout")}
        help={t("timeoutHelp")}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={FIRST_SECONDS}
        className="w-24 tabular-nums"
      />
      <ApprovalField value={asks} onChange={setApproval} />
    </DialogForm>
  );
}
