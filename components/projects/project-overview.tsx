"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { Snippet } from "@/components/admin/snippet";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { embedSnippet, signingSnippet } from "@/lib/projects/core/snippets";
import type { ProjectView } from "@/lib/projects/protocol";
import { DeleteProject } from "./delete-project";
import { NameForm } from "./name-form";
import { PauseProject } from "./pause-project";

/** How an assistant stands, and how it gets onto a site. */
export function ProjectOverview({ slug, project, origin }: { slug: string; project: ProjectView; origin: string }) {
  const t = useTranslations("projects.overview");
  const identity = `/${slug}/admin/projects/${project.id}/identity`;
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <PauseProject slug={slug} project={project} />
      {project.origins.length === 0 ? (
        <Alert variant="warning">
          <AlertTitle>{t("noOrigins")}</AlertTitle>
          <AlertDescription>
            {t.rich("noOriginsHelp", {
              link: (text) => (
                <Link href={identity} className="underline underline-offset-2">
                  {text}
                </Link>
              ),
            })}
          </AlertDescription>
        </Alert>
      ) : null}
      <Card aria-labelledby="embed-title">
        <CardHeader>
          <CardTitle id="embed-title">{t("embed")}</CardTitle>
          <CardDescription className="col-span-2">{t("embedHelp")}</CardDescription>
        </CardHeader>
        <CardContent className="flex flex-col gap-3">
          <Snippet label={t("snippet")} text={embedSnippet(origin, project)} />
          <p className="text-sm">
            <a
              href={`/demo?project=${project.publicKey}`}
              target="_blank"
              rel="noopener"
              className="underline underline-offset-2"
            >
              {t("demo")}
            </a>
          </p>
        </CardContent>
      </Card>
      <Card aria-labelledby="sign-title">
        <CardHeader>
          <CardTitle id="sign-title">{t("sign")}</CardTitle>
          <CardDescription className="col-span-2">
            {t.rich("signHelp", {
              link: (text) => (
                <Link href={identity} className="underline underline-offset-2">
                  {text}
                </Link>
              ),
            })}
          </CardDescription>
        </CardHeader>
        <CardContent>
          <Snippet
            label={t("signSnippet")}
            text={signingSnippet(project.publicKey, project.secrets[0]?.kid ?? "k_...")}
          />
        </CardContent>
      </Card>
      <NameForm slug={slug} project={project} />
      <DeleteProject slug={slug} project={project} />
    </div>
  );
}
