"use client";

import { FileText, Globe } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { Column } from "@/components/admin/table-grid";
import { useFileSize } from "@/components/files/use-file-size";
import { Badge } from "@/components/ui/badge";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentView } from "@/lib/knowledge/protocol";
import { DocumentActs } from "./document-acts";

const LOOKS = {
  waiting: "default",
  reading: "accent",
  indexing: "accent",
  ready: "outline",
  failed: "destructive",
} as const;

/** The columns of documents: what each is, how far it is, when it was added, what can be done with it. */
export function useDocumentColumns({
  api,
  nowMs,
  onChanged,
  onDelete,
}: {
  api: KnowledgeApi;
  /** When the list was asked for. */
  nowMs: number;
  onChanged(): Promise<void>;
  onDelete(document: DocumentView): void;
}): Column<DocumentView>[] {
  const t = useTranslations("knowledge.row");
  const format = useFormatter();
  const moment = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  return [
    {
      ...{ id: "document", label: t("document"), className: "min-w-32" },
      cell: (document) => <DocumentName document={document} />,
    },
    {
      ...{ id: "state", label: t("stateHead"), className: "whitespace-nowrap" },
      cell: ({ state }) => <Badge variant={LOOKS[state]}>{t(`state.${state}`)}</Badge>,
    },
    {
      ...{ id: "added", label: t("added"), className: "whitespace-nowrap text-muted-foreground max-md:hidden" },
      cell: ({ createdAt, updatedAt }) => (
        <time dateTime={new Date(createdAt).toISOString()} title={t("changed", { time: moment(updatedAt) })}>
          {moment(createdAt)}
        </time>
      ),
    },
    {
      ...{ id: "acts", label: t("acts"), quiet: true, end: true },
      cell: (document) => (
        <DocumentActs
          document={document}
          nowMs={nowMs}
          api={api}
          onChanged={onChanged}
          onDelete={() => onDelete(document)}
        />
      ),
    },
  ];
}

function DocumentName({ document: { title, kind, url, state, bytes, chunks, error } }: { document: DocumentView }) {
  const t = useTranslations("knowledge.row");
  const size = useFileSize();
  const Icon = url === null ? FileText : Globe;
  const facts = [
    t(`kind.${kind}`),
    ...(bytes > 0 ? [size(bytes)] : []),
    ...(state === "ready" ? [t("passages", { count: chunks })] : []),
  ];
  return (
    <div className="flex items-start gap-2">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground max-md:hidden" />
      <div className="flex min-w-0 flex-col gap-0.5">
        <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
        {url === null ? null : (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="text-xs [overflow-wrap:anywhere] text-muted-foreground underline-offset-2 hover:underline"
          >
            {url}
          </a>
        )}
        <span className="text-xs text-muted-foreground">{facts.join(" · ")}</span>
        {error === null ? null : <span className="text-destructive">{error.message}</span>}
      </div>
    </div>
  );
}
