"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogForm } from "@/components/access/dialog-form";
import { TextField } from "@/components/access/form";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { PLAYGROUND_BOUNDS } from "@/lib/playground/protocol";

/** Asks what a set is called and whom it asks. */
export function NewSetDialog({
  slug,
  projects,
  onClose,
}: {
  slug: string;
  projects: readonly { id: string; name: string }[];
  onClose(): void;
}) {
  const t = useTranslations("evaluations.new");
  const router = useRouter();
  const [project, setProject] = useState(projects[0]?.id ?? "");
  const form = useForm({
    fields: ["name"],
    check: ({ name }) => ({ name: name.trim() === "" ? t("nameMissing") : undefined }),
    submit: ({ name }) => send<{ set: { id: string } }>("POST", `/api/t/${slug}/evaluations`, { project, name }),
    done: ({ set }) => router.push(`/${slug}/admin/playground/evaluations/${set.id}`),
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
        autoComplete="off"
        maxLength={PLAYGROUND_BOUNDS.setNameCharsMax}
        takesFocus
      />
      <Field label={t("assistant")}>
        <Select value={project} onValueChange={setProject}>
          <SelectTrigger className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {projects.map(({ id, name }) => (
              <SelectItem key={id} value={id}>
                {name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Field>
    </DialogForm>
  );
}
