"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentList, DocumentView } from "@/lib/knowledge/protocol";

const ASK_EVERY_MS = 2_000;

/** Nobody asks for every letter. */
const PAUSE_MS = 200;

/** What an assistant knows. While something of it is being read, it is asked for again and again. */
export function useDocuments(api: KnowledgeApi, first: DocumentList) {
  const [find, setFind] = useState("");
  const [shown, setShown] = useState({ list: first, find: "" });
  const [away, setAway] = useState(false);
  const wanted = useRef("");
  const load = useCallback(async () => {
    const asked = wanted.current;
    const sent = await api.list(asked);
    // Something else is looked for by now.
    if (asked !== wanted.current) return;
    setAway(!sent.ok);
    if (!sent.ok) return;
    setShown((known) => ({ list: known.find === asked ? joined(sent.data, known.list) : sent.data, find: asked }));
  }, [api]);
  const look = useCallback((text: string) => {
    setFind(text);
    wanted.current = text.trim();
  }, []);
  useEffect(() => {
    if (find.trim() === shown.find) return;
    const timer = setTimeout(() => void load(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [find, shown.find, load]);
  const { list } = shown;
  const more = useCallback(async () => {
    if (list.next === null) return;
    const asked = wanted.current;
    const sent = await api.list(asked, list.next);
    if (asked !== wanted.current) return;
    setAway(!sent.ok);
    if (!sent.ok) return;
    setShown((known) => ({
      ...known,
      list: { ...sent.data, documents: [...known.list.documents, ...sent.data.documents] },
    }));
  }, [api, list.next]);
  const isReading = list.counts.all > list.counts.ready + list.counts.failed;
  useEffect(() => {
    if (!isReading) return;
    const timer = setTimeout(() => void load(), ASK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [isReading, list, away, load]);
  return { list, find, look, away, refresh: load, more, isReading };
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
