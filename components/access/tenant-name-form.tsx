"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { toast } from "@/components/ui/sonner";
import { NAME_CHARS_MAX } from "@/lib/access/core/name";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { CardForm } from "./card-form";
import { TextField } from "./form";

/** What the tenant is called, for those who may change it. */
export function TenantNameForm({ slug, name }: { slug: string; name: string }) {
  const t = useTranslations("access.tenant");
  const checks = useChecks();
  const router = useRouter();
  const form = useForm({
    fields: ["name"],
    check: (values) => ({ name: checks.name(values.name) }),
    submit: (values) => send("PATCH", `/api/t/${slug}/settings`, { name: values.name }),
    done() {
      toast(t("renamed"));
      router.refresh();
    },
    guard: true,
  });
  return (
    <CardForm id="tenant-title" title={t("title")} form={form} submit={t("save")} formClassName="max-w-md">
      <TextField
        form={form}
        name="name"
        label={t("name")}
        help={t("nameHelp", { slug })}
        autoComplete="off"
        defaultValue={name}
        maxLength={NAME_CHARS_MAX * 2}
      />
    </CardForm>
  );
}
