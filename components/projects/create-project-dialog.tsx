"use client";

import { useRouter } from "next/navigation";
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
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { siteOrigin } from "@/lib/projects/core/site-origin";
import { PROJECT_BOUNDS, type ProjectView } from "@/lib/projects/protocol";

/** Asks for a name and a site; everything else has a good beginning and is changed later. */
export function CreateProjectDialog({ slug, onClose }: { slug: string; onClose(): void }) {
  const t = useTranslations("projects.new");
  const router = useRouter();
  const form = useForm({
    fields: ["name", "origin"],
    check: ({ name, origin }) => ({
      name: name.trim() === "" ? t("nameMissing") : undefined,
      origin: origin.trim() === "" || siteOrigin(origin) !== null ? undefined : t("notASite"),
    }),
    submit: ({ name, origin }) =>
      send<{ project: ProjectView }>("POST", `/api/t/${slug}/projects`, { name, origin: siteOrigin(origin) }),
    done: ({ project }) => router.push(`/${slug}/admin/projects/${project.id}`),
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("help")}</DialogDescription>
        </DialogHeader>
        <Form form={form}>
          <TextField
            form={form}
            name="name"
            label={t("name")}
            help={t("nameHelp")}
            autoComplete="off"
            maxLength={PROJECT_BOUNDS.nameCharsMax}
            takesFocus
          />
          <TextField
            form={form}
            name="origin"
            label={t("origin")}
            help={t("originHelp")}
            optional
            type="text"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="https://shop.example"
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
