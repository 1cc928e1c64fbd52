"use client";

import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/sonner";
import { NAME_CHARS_MAX } from "@/lib/access/core/name";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { AccountSection } from "./account-section";
import { Form, SubmitButton, TextField } from "./form";

/** What colleagues call me. */
export function ProfileSection({ name }: { name: string }) {
  const t = useTranslations("access.account");
  const common = useTranslations("access.common");
  const checks = useChecks();
  const form = useForm({
    fields: ["name"],
    check: (values) => ({ name: checks.name(values.name) }),
    submit: (values) => send("PATCH", "/api/account/profile", { name: values.name }),
    done: () => toast(t("nameSaved")),
    guard: true,
  });
  return (
    <AccountSection id="profile" title={t("profile")}>
      <Form form={form}>
        <TextField
          form={form}
          name="name"
          label={common("name")}
          help={common("nameHelp")}
          autoComplete="name"
          defaultValue={name}
          maxLength={NAME_CHARS_MAX * 2}
        />
        <div>
          <SubmitButton form={form}>{t("saveName")}</SubmitButton>
        </div>
      </Form>
    </AccountSection>
  );
}
