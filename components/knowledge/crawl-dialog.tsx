"use client";

import { useTranslations } from "next-intl";
import { DialogForm } from "@/components/access/dialog-form";
import { TextField } from "@/components/access/form";
import { toast } from "@/components/ui/sonner";
import { useForm } from "@/lib/access/client/use-form";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import { KNOWLEDGE_LIMITS } from "@/lib/knowledge/protocol";

/** The pages that the sitemap of one of the assistant's own sites names. */
export function CrawlDialog({
  api,
  origins,
  onAdded,
  onClose,
}: {
  api: KnowledgeApi;
  origins: readonly string[];
  onAdded(): Promise<void>;
  onClose(): void;
}) {
  const t = useTranslations("knowledge.crawl");
  const [site] = origins;
  const form = useForm({
    fields: ["url"],
    check: ({ url }) => ({
      url:
        URL.parse(url) === null
          ? t("notAnAddress")
          : origins.includes(new URL(url).origin)
            ? undefined
            : t("notYours", { origins: origins.join(", ") || "-" }),
    }),
    submit: ({ url }) => api.crawl(url),
    done: ({ pages, cut }) => {
      toast(cut ? t("startedCut", { pages }) : t("started", { pages }));
      void onAdded();
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("title")}
      description={t("help", { max: KNOWLEDGE_LIMITS.crawlPagesMax })}
      submit={t("submit")}
      cancel={t("cancel")}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="url"
        label={t("url")}
        help={t("urlHelp")}
        type="text"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={site}
        takesFocus
      />
    </DialogForm>
  );
}
