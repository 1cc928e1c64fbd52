"use client";

import { useCallback, useEffect, useState } from "react";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentList, DocumentView } from "@/lib/knowledge/protocol";

const ASK_EVERY_MS = 2_000;

/** What an assistant knows. While something of it is being read, it is asked for again and again. */
export function useDocuments(api: KnowledgeApi, first: DocumentList) {
  const [list, setList] = useState(first);
  const [away, setAway] = useState(false);
  const refresh = useCallback(async () => {
    const sent = await api.list();
    setAway(!sent.ok);
    if (sent.ok) setList((known) => joined(sent.data, known));
  }, [api]);
  const more = useCallback(async () => {
    if (list.next === null) return;
    const sent = await api.list(list.next);
    setAway(!sent.ok);
    if (sent.ok) setList((known) => ({ ...sent.data, documents: [...known.documents, ...sent.data.documents] }));
  }, [api, list.next]);
  const isReading = list.counts.all > list.counts.ready + list.counts.failed;
  useEffect(() => {
    if (!isReading) return;
    const timer = setTimeout(() => void refresh(), ASK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [isReading, list, away, refresh]);
  return { list, away, refresh, more, isReading };
}

/** The first page anew, and below it what was loaded before. */
function joined(fresh: DocumentList, known: DocumentList): DocumentList {
  const last = fresh.documents.at(-1);
  if (fresh.next === null || !last || known.documents.length <= fresh.documents.length) return fresh;
  const below = known.documents.slice(known.documents.findIndex(({ id }) => id === last.id) + 1);
  return { ...fresh, documents: [...fresh.documents, ...below], next: known.next };
}

/** So long nothing was heard of a reading that it may have been lost. */
const QUIET_MS = 15 * 60_000;

/** It may be read again now: it is over, or nothing was heard of it for long. */
export function mayRetry(document: DocumentView, nowMs: number): boolean {
  return !isBusy(document) || nowMs - document.updatedAt > QUIET_MS;
}

function isBusy({ state }: DocumentView): boolean {
  return state === "waiting" || state === "reading" || state === "indexing";
}
