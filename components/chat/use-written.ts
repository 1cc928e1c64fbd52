"use client";

import { useMemo, useRef, useState } from "react";
import { labelFor, NOTHING, toBody, toWritten, type Pick, type Written } from "@/lib/rooms/client/composer-text";
import { withEmoji } from "@/lib/rooms/client/emoji-names";
import type { RoomId } from "@/lib/platform/ids";
import { useDraft } from "./use-draft";
import { useNames } from "./use-names";

export interface WrittenText extends Written {
  /** The message as it would be sent now. */
  body: string;
  change(text: string): void;
  /** Remembers that a name stands for a token, and answers how it is written in the field. */
  pick(name: string, token: string): string;
  clear(): void;
}

/** The text of the composer: names in the field, tokens in the draft and in what is sent. */
export function useWritten(room: RoomId, root: number | null): WrittenText {
  const draft = useDraft(room, root);
  const names = useNames();
  const [own, setOwn] = useState<Written | null>(null);
  const written = useMemo(
    () => own ?? (draft.body === "" ? NOTHING : toWritten(draft.body, names)),
    [own, draft.body, names],
  );
  const [extra, setExtra] = useState<readonly Pick[]>([]);
  /** The same at once: a pick is followed by a change before anything is rendered. */
  const latest = useRef<readonly Pick[]>([]);
  const picks = useMemo(() => [...written.picks, ...extra], [written.picks, extra]);
  const body = useMemo(() => toBody({ text: written.text, picks }), [written.text, picks]);
  return {
    text: written.text,
    picks,
    body: withEmoji(body),
    change(text) {
      setOwn({ text, picks: written.picks });
      draft.write(toBody({ text, picks: [...written.picks, ...latest.current] }));
    },
    pick(name, token) {
      const label = labelFor(name, token, picks);
      if (!picks.some((known) => known.label === label)) {
        latest.current = [...latest.current, { label, token }];
        setExtra(latest.current);
      }
      return label;
    },
    clear() {
      setOwn(NOTHING);
      latest.current = [];
      setExtra([]);
      draft.write("");
    },
  };
}
