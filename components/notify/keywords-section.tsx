"use client";

import { useTranslations } from "next-intl";
import { AccountSection } from "@/components/access/account-section";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";

/** Words that count as a mention of me. */
export function KeywordsSection({ tenant, keywords }: { tenant: string; keywords: readonly string[] }) {
  const t = useTranslations("notify.keywords");
  const saved = useTranslations("notify")("saved");
  const form = useForm({
    fields: ["keywords"],
    submit: (values) => send("PATCH", `/api/t/${tenant}/notifications`, { keywords: values.keywords.split(",") }),
    done: () => toast(saved),
    guard: true,
  });
  return (
    <AccountSection id="keywords" title={t("title")} help={t("help")}>
      <Form form={form}>
        <TextField form={form} name="keywords" label={t("label")} defaultValue={keywords.join(", ")} optional />
        <div>
          <SubmitButton form={form}>{t("save")}</SubmitButton>
        </div>
      </Form>
    </AccountSection>
  );
}
