"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogForm } from "@/components/access/dialog-form";
import { TextField } from "@/components/access/form";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { OWN_NAME } from "@/lib/tools/core/limits";
import { readHeaders } from "@/lib/tools/core/tool-form";
import type { McpServerView } from "@/lib/tools/protocol";
import { ApprovalField, HeadersField } from "./source-fields";

/** Asks where the server is. Its tools are read before it is added. Sent twice, it is added once. */
export function McpServerDialog({ slug, onClose }: { slug: string; onClose(): void }) {
  const t = useTranslations("tools.form");
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const [asks, setAsks] = useState(true);
  const form = useForm({
    fields: ["name", "url", "headers"],
    check(values) {
      const headers = readHeaders(values.headers);
      return {
        name: OWN_NAME.test(values.name) ? undefined : t("faults.name"),
        url: values.url.startsWith("https://") ? undefined : t("faults.url"),
        headers: headers.ok ? undefined : t("faults.headers", { line: headers.line }),
      };
    },
    submit({ name, url, ...values }) {
      const headers = readHeaders(values.headers);
      return send<McpServerView>("POST", `/api/t/${slug}/tools/mcp`, {
        ...{ id, name, url, destructive: asks },
        headers: headers.ok ? headers.headers : {},
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
      title={t("mcpTitle")}
      description={t("mcpHelp")}
      submit={t("submitMcp")}
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
      <TextField
        form={form}
        name="url"
        label={t("serverUrl")}
        help={t("serverUrlHelp")}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputMode="url"
        placeholder="https://"
        maxLength={2_048}
        className="font-mono text-xs"
      />
      <HeadersField form={form} />
      <ApprovalField value={asks} onChange={setAsks} />
    </DialogForm>
  );
}
