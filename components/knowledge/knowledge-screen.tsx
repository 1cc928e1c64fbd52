"use client";

import { BookOpenText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Progress } from "@/components/ui/progress";
import { knowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentList, DocumentView } from "@/lib/knowledge/protocol";
import { AddDocuments } from "./add-documents";
import { DeleteDocumentDialog } from "./delete-document-dialog";
import { DocumentRow } from "./document-row";
import { TrySearch } from "./try-search";
import { useDocuments } from "./use-documents";

/** What an assistant knows: its documents with how far each is, ways to add some, and a search to try it. */
export function KnowledgeScreen({
  slug,
  project,
  first,
  bound,
}: {
  slug: string;
  project: { id: string; origins: readonly string[] };
  first: DocumentList;
  /** Below this confidence the assistant says that it does not know. */
  bound: number;
}) {
  const t = useTranslations("knowledge");
  const api = useMemo(() => knowledgeApi(slug, project.id), [slug, project.id]);
  const { list, away, refresh, more, isReading } = useDocuments(api, first);
  const [deleting, setDeleting] = useState<DocumentView | null>(null);
  const { counts, documents, next } = list;
  return (
    <div className="flex max-w-3xl flex-col gap-6" data-slot="knowledge">
      {counts.all === 0 ? (
        <EmptyState icon={BookOpenText} title={t("empty.title")} className="p-0 pt-2">
          <p>{t("empty.body")}</p>
        </EmptyState>
      ) : (
        <p className="text-sm text-muted-foreground">{t("about")}</p>
      )}
      <AddDocuments api={api} origins={project.origins} onAdded={refresh} />
      {away ? (
        <Alert variant="warning">
          <AlertTitle>{t("away")}</AlertTitle>
          <AlertDescription>{t("awayHelp")}</AlertDescription>
        </Alert>
      ) : null}
      {counts.all === 0 ? null : (
        <section aria-labelledby="documents-title" className="flex flex-col gap-2">
          <h2 id="documents-title" className="text-base font-semibold">
            {t("documents")}
          </h2>
          <p role="status" className="text-sm text-muted-foreground">
            {t("counts", { all: counts.all, ready: counts.ready, failed: counts.failed })}
          </p>
          {isReading ? (
            <Progress aria-label={t("progress")} value={counts.ready + counts.failed} max={counts.all} />
          ) : null}
          <ul aria-label={t("documents")} className="flex flex-col divide-y rounded-md border">
            {documents.map((document) => (
              <DocumentRow
                key={document.id}
                document={document}
                nowMs={list.at}
                api={api}
                onChanged={refresh}
                onDelete={() => setDeleting(document)}
              />
            ))}
          </ul>
          {next === null ? null : (
            <Button variant="outline" className="self-start" onClick={() => void more()}>
              {t("more")}
            </Button>
          )}
        </section>
      )}
      {counts.ready === 0 ? null : <TrySearch api={api} bound={bound} />}
      {deleting === null ? null : (
        <DeleteDocumentDialog api={api} document={deleting} onDeleted={refresh} onClose={() => setDeleting(null)} />
      )}
    </div>
  );
}
