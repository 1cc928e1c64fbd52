"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** What keeps an assistant from answering, before anybody wonders. */
export function PlaygroundNotices({
  slug,
  project: { id, paused, documents },
}: {
  slug: string;
  project: { id: string; paused: boolean; documents: number };
}) {
  const t = useTranslations("playground.notice");
  return (
    <>
      {paused ? (
        <Alert variant="warning">
          <AlertTitle>{t("paused")}</AlertTitle>
          <AlertDescription>{t("pausedBody")}</AlertDescription>
        </Alert>
      ) : null}
      {documents === 0 ? (
        <Alert>
          <AlertTitle>{t("noDocuments")}</AlertTitle>
          <AlertDescription>{t("noDocumentsBody")}</AlertDescription>
          <AlertActions>
            <Button asChild size="sm" variant="outline">
              <Link href={`/${slug}/admin/projects/${id}/knowledge`}>{t("addDocuments")}</Link>
            </Button>
          </AlertActions>
        </Alert>
      ) : null}
    </>
  );
}
