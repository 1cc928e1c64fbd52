"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { send } from "@/lib/access/client/send";
import { askTrial, type TrialQuestion } from "@/lib/playground/client/ask-trial";
import { foldTurn, newTurn, type TrialTurn } from "@/lib/playground/client/fold-turns";

type Asked = Pick<TrialQuestion, "text" | "model" | "version" | "draft"> & { modelName: string; promptName: string };

export interface TrialHandle {
  turns: readonly TrialTurn[];
  busy: boolean;
  ask(asked: Asked): void;
  stop(): void;
  /** Forgets the conversation on both sides. */
  reset(): void;
}

/** One test conversation: what was asked, and what comes of it while it streams. */
export function useTrial(slug: string, project: string): TrialHandle {
  const [turns, setTurns] = useState<readonly TrialTurn[]>([]);
  const [busy, setBusy] = useState(false);
  const conversation = useRef<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const path = `/api/t/${slug}/projects/${project}/playground`;

  const stop = useCallback(() => running.current?.abort(), []);
  // A conversation that nobody sees any more is not answered on.
  useEffect(() => stop, [stop]);

  const ask = useCallback(
    ({ text, modelName, promptName, ...wish }: Asked) => {
      if (running.current) return;
      const control = new AbortController();
      running.current = control;
      conversation.current ??= crypto.randomUUID();
      const id = crypto.randomUUID();
      const change = (next: (turn: TrialTurn) => TrialTurn) =>
        setTurns((known) => known.map((turn) => (turn.id === id ? next(turn) : turn)));
      setBusy(true);
      setTurns((known) => [...known, newTurn({ id, question: text, model: modelName, prompt: promptName })]);
      const question = { conversation: conversation.current, id, text, ...wish };
      const over = askTrial(path, question, (event) => change((turn) => foldTurn(turn, event)), control.signal);
      void over.then((fault) => {
        change((turn) => ({ ...turn, over: true, fault: turn.fault ?? fault }));
        if (running.current !== control) return;
        running.current = null;
        setBusy(false);
      });
    },
    [path],
  );

  const reset = useCallback(() => {
    stop();
    running.current = null;
    setBusy(false);
    setTurns([]);
    const known = conversation.current;
    conversation.current = null;
    // It forgets itself after an hour anyway.
    if (known !== null) void send("DELETE", `${path}/${known}`);
  }, [path, stop]);

  return { turns, busy, ask, stop, reset };
}
