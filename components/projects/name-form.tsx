"use client";

import { useTranslations } from "next-intl";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PROJECT_BOUNDS, type ProjectView } from "@/lib/projects/protocol";
import { SettingsForm } from "./settings-form";
import { useSettings } from "./use-settings";

/** What administrators call it. */
export function NameForm({ slug, project }: { slug: string; project: ProjectView }) {
  const t = useTranslations("projects.overview");
  const form = useSettings({
    slug,
    project,
    read: ({ name }) => ({ name }),
    write: ({ name }) => ({ name }),
    labels: { name: t("name") },
    check: ({ name }) => ({ name: name.trim() === "" ? t("nameMissing") : undefined }),
  });
  return (
    <Card aria-labelledby="name-title">
      <CardHeader>
        <CardTitle id="name-title">{t("nameTitle")}</CardTitle>
      </CardHeader>
      <CardContent>
        <SettingsForm form={form} save={t("nameSave")}>
          <Field label={t("name")} help={t("nameHelp")} id={form.idOf("name")} error={form.faults.name} required>
            <Input
              value={form.draft.name}
              onChange={(event) => form.set({ name: event.target.value })}
              maxLength={PROJECT_BOUNDS.nameCharsMax}
              autoComplete="off"
            />
          </Field>
        </SettingsForm>
      </CardContent>
    </Card>
  );
}
