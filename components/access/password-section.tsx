"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { AccountSection } from "./account-section";
import { Form, PasswordField, SubmitButton } from "./form";

/** Changing the password; the server ends every other session. */
export function PasswordSection() {
  const t = useTranslations("access.account");
  const fault = useTranslations("access.fault");
  const checks = useChecks();
  const router = useRouter();
  const form = useForm({
    fields: ["currentPassword", "newPassword"],
    check: ({ currentPassword, newPassword }) => ({
      currentPassword: checks.required(currentPassword),
      newPassword:
        checks.newPassword(newPassword) ?? (newPassword === currentPassword ? fault("passwordSame") : undefined),
    }),
    submit: ({ currentPassword, newPassword }) =>
      send("POST", "/api/auth/change-password", { currentPassword, newPassword, revokeOtherSessions: true }),
    done(_, __, element) {
      element.reset();
      toast(t("passwordSaved"));
      router.refresh();
    },
    fieldOf: {
      INVALID_PASSWORD: "currentPassword",
      PASSWORD_TOO_SHORT: "newPassword",
      PASSWORD_TOO_LONG: "newPassword",
    },
  });
  return (
    <AccountSection id="password" title={t("password")} help={t("passwordHelp")}>
      <Form form={form}>
        <PasswordField form={form} name="currentPassword" label={t("currentPassword")} />
        <PasswordField form={form} name="newPassword" label={t("newPassword")} isNew />
        <div>
          <SubmitButton form={form}>{t("savePassword")}</SubmitButton>
        </div>
      </Form>
    </AccountSection>
  );
}
