"use client";

import { FileText, Globe, RotateCw, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useFileSize } from "@/components/files/use-file-size";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentView } from "@/lib/knowledge/protocol";
import { mayRetry } from "./use-documents";

const LOOKS = {
  waiting: "default",
  reading: "accent",
  indexing: "accent",
  ready: "outline",
  failed: "destructive",
} as const;

/** One document: what it is, how far it is, what went wrong with it. */
export function DocumentRow({
  document,
  nowMs,
  api,
  onChanged,
  onDelete,
}: {
  document: DocumentView;
  /** When the list was asked for. */
  nowMs: number;
  api: KnowledgeApi;
  onChanged(): Promise<void>;
  onDelete(): void;
}) {
  const t = useTranslations("knowledge.row");
  const format = useFormatter();
  const size = useFileSize();
  const words = useFaultWords();
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const { title, kind, url, state, bytes, chunks, error, updatedAt } = document;
  const Icon = url === null ? FileText : Globe;
  const retry = async () => {
    setPending(true);
    const sent = await api.retry(document.id);
    setPending(false);
    setFault(sent.ok ? null : words(sent.fault));
    await onChanged();
  };
  const facts = [
    t(`kind.${kind}`),
    ...(bytes > 0 ? [size(bytes)] : []),
    ...(state === "ready" ? [t("passages", { count: chunks })] : []),
    format.dateTime(updatedAt, { dateStyle: "medium", timeStyle: "short" }),
  ];
  return (
    <li data-slot="document" data-state={state} className="flex items-start gap-3 px-3 py-2">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 text-sm font-medium break-words">{title}</span>
          <Badge variant={LOOKS[state]}>{t(`state.${state}`)}</Badge>
        </div>
        {url === null ? null : (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="truncate text-xs text-muted-foreground underline-offset-2 hover:underline"
          >
            {url}
          </a>
        )}
        <span className="text-xs text-muted-foreground">{facts.join(" · ")}</span>
        {error === null ? null : <span className="text-sm text-destructive">{error.message}</span>}
        {fault === null ? null : (
          <span role="alert" className="text-sm text-destructive">
            {fault}
          </span>
        )}
      </div>
      {!mayRetry(document, nowMs) ? null : (
        <Button
          variant="ghost"
          size="icon-sm"
          pending={pending}
          aria-label={t("retry", { title })}
          title={t("retryShort")}
          onClick={() => void retry()}
        >
          <RotateCw aria-hidden />
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t("delete", { title })}
        title={t("deleteShort")}
        onClick={onDelete}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}
