"use client";

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { createEmojiApi, type EmojiApi } from "@/lib/emoji/client/emoji-api";
import type { CustomEmoji } from "@/lib/emoji/protocol";

interface EmojiContextValue {
  api: EmojiApi;
  /** The tenant's own emoji, by name. */
  byName: ReadonlyMap<string, CustomEmoji>;
  /** The list may be old (an unknown name, the picker opens): it is read again, at most once a minute. */
  freshen(): void;
  /** It has changed, and this browser knows how. */
  put(emoji: CustomEmoji): void;
  drop(id: string): void;
}

const REREAD_MS = 60_000;
const NOTHING: EmojiContextValue = {
  api: createEmojiApi(""),
  byName: new Map(),
  freshen: () => undefined,
  put: () => undefined,
  drop: () => undefined,
};

/** Without a provider there are no own emoji: names stay text. */
const EmojiContext = createContext<EmojiContextValue>(NOTHING);

/** The tenant's own emoji for everything under it: they come with the page, and news of them is picked up. */
export function EmojiProvider({
  tenant,
  emoji,
  children,
}: {
  tenant: string;
  emoji: readonly CustomEmoji[];
  children: ReactNode;
}) {
  const api = useMemo(() => createEmojiApi(tenant), [tenant]);
  const [list, setList] = useState(emoji);
  const readAt = useRef(0);
  const freshen = useCallback(() => {
    if (Date.now() - readAt.current < REREAD_MS) return;
    readAt.current = Date.now();
    // Without an answer the old list stays; the next reason reads it again.
    api.list().then(setList, () => undefined);
  }, [api]);
  useEffect(() => {
    const shown = () => document.visibilityState === "visible" && freshen();
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, [freshen]);
  const value = useMemo(
    () => ({
      api,
      byName: new Map(list.map((one) => [one.name, one])),
      freshen,
      put: (added: CustomEmoji) =>
        setList((old) =>
          [...old.filter(({ id }) => id !== added.id), added].sort((a, b) => (a.name < b.name ? -1 : 1)),
        ),
      drop: (gone: string) => setList((old) => old.filter(({ id }) => id !== gone)),
    }),
    [api, list, freshen],
  );
  return <EmojiContext value={value}>{children}</EmojiContext>;
}

/** The tenant's own emoji. */
export function useOwnEmoji(): EmojiContextValue {
  return useContext(EmojiContext);
}

/** The emoji of a name; undefined while there is none, and then the list is asked for anew. */
export function useEmojiNamed(name: string): CustomEmoji | undefined {
  const { byName, freshen } = useOwnEmoji();
  const found = byName.get(name);
  const missing = found === undefined;
  useEffect(() => {
    if (missing) freshen();
  }, [missing, freshen]);
  return found;
}
