"use client";

import { useEffect, useState } from "react";
import { send } from "@/lib/access/client/send";
import type { RunView } from "@/lib/playground/protocol";

const ASK_EVERY_MS = 1_500;

/** How far a run is. While it runs, it is asked for again and again; what cannot be asked stays as it was. */
export function useRun(slug: string, first: RunView) {
  const [view, setView] = useState(first);
  const [away, setAway] = useState(false);
  const [round, setRound] = useState(0);
  const isRunning = view.run.state === "running";
  useEffect(() => {
    if (!isRunning) return;
    let left = false;
    const ask = async () => {
      const sent = await send<RunView>("GET", `/api/t/${slug}/evaluation-runs/${view.run.id}`);
      if (left) return;
      setAway(!sent.ok);
      if (sent.ok) setView(sent.data);
      setRound((count) => count + 1);
    };
    const timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [isRunning, round, slug, view.run.id]);
  return { view, away, isRunning };
}
