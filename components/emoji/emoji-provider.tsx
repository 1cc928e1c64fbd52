"use client";

import { useFreshList } from "@/components/chat/use-fresh-list";
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from "react";
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
  const read = useCallback(() => api.list(), [api]);
  const { list, setList, freshen } = useFreshList(emoji, read);
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
    [api, list, setList, freshen],
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
