"use client";

import { BookOpenText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { knowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentList } from "@/lib/knowledge/protocol";
import { AddDocuments } from "./add-documents";
import { DocumentsTable } from "./documents-table";
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
  const known = useDocuments(api, first);
  const { away, refresh } = known;
  const { counts } = known.list;
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
      {counts.all === 0 ? null : <DocumentsTable api={api} known={known} />}
      {counts.ready === 0 ? null : <TrySearch api={api} bound={bound} />}
    </div>
  );
}
