"use client";

import { useMemo, useRef, useState } from "react";
import { useDraft } from "@/components/later/use-draft";
import { labelFor, NOTHING, toBody, toWritten, type Pick, type Written } from "@/lib/rooms/client/composer-text";
import { withEmoji } from "@/lib/rooms/client/emoji-names";
import type { RoomId } from "@/lib/platform/ids";
import { useNames } from "./use-names";

export interface WrittenText extends Written {
  /** The message as it would be sent now. */
  body: string;
  change(text: string): void;
  /** Remembers that a name stands for a token, and answers how it is written in the field. */
  pick(name: string, token: string): string;
  /** A stored text to put into the field: its tokens become names that stand for them. */
  take(body: string): string;
  clear(): void;
}

/** The text of the composer: names in the field, tokens in the draft and in what is sent. */
export function useWritten(room: RoomId, root: number | null): WrittenText {
  const [draft, write] = useDraft(room, root);
  const names = useNames();
  /** As it was written here; while the draft says the same, the field shows it to the letter. */
  const [own, setOwn] = useState<Written>(NOTHING);
  const written = useMemo(() => (toBody(own) === draft ? own : toWritten(draft, names)), [own, draft, names]);
  /** Picked since the last change: a pick is followed by one before anything is rendered. */
  const picked = useRef<readonly Pick[]>([]);
  return {
    ...written,
    body: withEmoji(draft),
    change(text) {
      const next = { text, picks: [...written.picks, ...picked.current] };
      picked.current = [];
      setOwn(next);
      write(toBody(next));
    },
    pick(name, token) {
      const known = [...written.picks, ...picked.current];
      const label = labelFor(name, token, known);
      if (!known.some((pick) => pick.label === label)) picked.current = [...picked.current, { label, token }];
      return label;
    },
    take(body) {
      const known = [...written.picks, ...picked.current];
      const { text, picks } = toWritten(body, names, known);
      picked.current = [...picked.current, ...picks.slice(known.length)];
      return text;
    },
    clear() {
      picked.current = [];
      setOwn(NOTHING);
      write("");
    },
  };
}
