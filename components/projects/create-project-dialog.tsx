"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { DialogForm } from "@/components/access/dialog-form";
import { TextField } from "@/components/access/form";
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
    <DialogForm
      form={form}
      title={t("title")}
      description={t("help")}
      submit={t("submit")}
      cancel={t("cancel")}
      onClose={onClose}
    >
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
    </DialogForm>
  );
}
