"use client";

import { RotateCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentView } from "@/lib/knowledge/protocol";
import { mayRetry } from "./use-documents";

/** Reads a document again, or forgets it. */
export function DocumentActs({
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
  const words = useFaultWords();
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const { title } = document;
  const retry = async () => {
    setPending(true);
    const sent = await api.retry(document.id);
    setPending(false);
    setFault(sent.ok ? null : words(sent.fault));
    await onChanged();
  };
  return (
    <>
      <span className="inline-flex">
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
      </span>
      {fault === null ? null : (
        <span role="alert" className="block text-sm text-destructive">
          {fault}
        </span>
      )}
    </>
  );
}
