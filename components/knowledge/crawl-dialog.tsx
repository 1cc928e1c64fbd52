"use client";

import { useTranslations } from "next-intl";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("help", { max: KNOWLEDGE_LIMITS.crawlPagesMax })}</DialogDescription>
        </DialogHeader>
        <Form form={form}>
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
          <DialogFooter>
            <SubmitButton form={form}>{t("submit")}</SubmitButton>
            <Button variant="ghost" onClick={onClose}>
              {t("cancel")}
            </Button>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
