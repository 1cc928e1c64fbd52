"use client";

import { useTranslations } from "next-intl";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { siteOrigins } from "@/lib/projects/core/site-origin";
import { PROJECT_BOUNDS, type ProjectView } from "@/lib/projects/protocol";
import { LinesField } from "./lines-field";
import { SecretsSection } from "./secrets-section";
import { SettingsForm } from "./settings-form";
import { useSettings } from "./use-settings";

/** Which sites may embed it, who may talk to it, and what proves a visitor. */
export function IdentityForm({ slug, project }: { slug: string; project: ProjectView }) {
  const t = useTranslations("projects.identity");
  const max = PROJECT_BOUNDS.originsMax;
  const form = useSettings({
    slug,
    project,
    read: ({ allowAnonymous, origins }) => ({ allowAnonymous, origins: origins.join("\n") }),
    write: ({ allowAnonymous, origins }) => ({ allowAnonymous, origins: siteOrigins(origins).origins }),
    labels: { origins: t("origins") },
    check({ origins }) {
      const { origins: read, wrong } = siteOrigins(origins);
      if (wrong !== null) return { origins: t("notASite", { line: wrong }) };
      return { origins: read.length > max ? t("tooMany", { max }) : undefined };
    },
  });
  const { draft, set } = form;
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <Card aria-labelledby="who-title">
        <CardHeader>
          <CardTitle id="who-title">{t("who")}</CardTitle>
        </CardHeader>
        <CardContent>
          <SettingsForm form={form} save={t("save")}>
            <LinesField
              form={form}
              name="origins"
              label={t("origins")}
              help={t("originsHelp", { max })}
              value={draft.origins}
              onChange={(origins) => set({ origins })}
              placeholder="https://shop.example"
              autoCapitalize="none"
              spellCheck={false}
            />
            <Field layout="row" label={t("allowAnonymous")} help={t("allowAnonymousHelp")}>
              <Checkbox checked={draft.allowAnonymous} onCheckedChange={(on) => set({ allowAnonymous: on === true })} />
            </Field>
            {!draft.allowAnonymous && project.secrets.length === 0 ? (
              <Alert variant="warning">
                <AlertTitle>{t("nobody")}</AlertTitle>
                <AlertDescription>{t("nobodyHelp")}</AlertDescription>
              </Alert>
            ) : null}
          </SettingsForm>
        </CardContent>
      </Card>
      <SecretsSection slug={slug} project={project} />
    </div>
  );
}
