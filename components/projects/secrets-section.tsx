"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { CHOICE_BOUNDS } from "@/lib/projects/core/choice-bounds";
import { PROJECT_BOUNDS, type MadeSecret, type ProjectView } from "@/lib/projects/protocol";
import { RetireSecretDialog } from "./retire-secret-dialog";
import { SecretMadeDialog } from "./secret-made-dialog";

/** What the site's server signs with. Making and retiring take effect at once. */
export function SecretsSection({ slug, project }: { slug: string; project: ProjectView }) {
  const t = useTranslations("projects.secrets");
  const format = useFormatter();
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const [made, setMade] = useState<MadeSecret | null>(null);
  const [retiring, setRetiring] = useState<string | null>(null);
  const { secrets } = project;
  const moment = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  const full = secrets.length >= PROJECT_BOUNDS.secretsMax;
  const rotate = async () => {
    setPending(true);
    const sent = await send<MadeSecret>("POST", `/api/t/${slug}/projects/${project.id}/secrets`, {});
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    setFaults([]);
    setMade(sent.data);
    router.refresh();
  };
  return (
    <Card aria-labelledby="secrets-title">
      <CardHeader>
        <CardTitle id="secrets-title">{t("title")}</CardTitle>
        <CardDescription className="col-span-2">{t("help")}</CardDescription>
      </CardHeader>
      <CardContent className="flex flex-col items-start gap-3">
        <FormErrors faults={faults} />
        {secrets.length === 0 ? (
          <p className="text-sm text-muted-foreground">{t("none")}</p>
        ) : (
          <ul aria-label={t("title")} className="flex w-full flex-col divide-y rounded-md border">
            {secrets.map(({ kid, createdAt, endsAt }) => (
              <li
                key={kid}
                data-slot="project-secret"
                className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2"
              >
                <code className="font-mono text-sm">{kid}</code>
                <Badge variant={endsAt === null ? "accent" : "warning"}>
                  {endsAt === null ? t("current") : t("ending")}
                </Badge>
                <span className="min-w-0 flex-1 text-xs text-muted-foreground">
                  {endsAt === null ? t("made", { at: moment(createdAt) }) : t("ends", { at: moment(endsAt) })}
                </span>
                <Button
                  variant="ghost"
                  size="sm"
                  onClick={() => setRetiring(kid)}
                  aria-label={t("retireNamed", { kid })}
                >
                  {t("retire")}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {full ? (
          <p className="text-sm text-muted-foreground">{t("full")}</p>
        ) : (
          <>
            <Button variant="outline" pending={pending} onClick={() => void rotate()}>
              {secrets.length === 0 ? t("create") : t("rotate")}
            </Button>
            {secrets.length === 0 ? null : (
              <p className="text-xs text-muted-foreground">{t("rotateHelp", { days: CHOICE_BOUNDS.graceDays })}</p>
            )}
          </>
        )}
      </CardContent>
      {made === null ? null : (
        <SecretMadeDialog made={made} publicKey={project.publicKey} onClose={() => setMade(null)} />
      )}
      {retiring === null ? null : (
        <RetireSecretDialog slug={slug} project={project} kid={retiring} onClose={() => setRetiring(null)} />
      )}
    </Card>
  );
}
