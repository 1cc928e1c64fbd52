"use client";

import { createContext, useContext, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { toWritten, type Written } from "@/lib/rooms/client/composer-text";
import type { Names } from "@/lib/rooms/client/plain-text";
import type { MessageView } from "@/lib/rooms/protocol";
import { useLatest } from "./use-latest";
import { useNames } from "./use-names";

/** Where a message is shown: in the room, or in a thread's panel. */
export type MessagePlace = "room" | "thread";

/** A message of mine that I am changing. Kept here and not in its row, which may scroll out of the list meanwhile. */
export interface Editing {
  seq: number;
  place: MessagePlace;
  /** As the field shows it: names in place of tokens. */
  written: Written;
  /** The stored text I began from: another device of mine may have changed it since. */
  base: string;
  /** Where the focus goes afterwards. */
  from: "composer" | "row";
  /** Just begun: the field takes the focus when it is drawn, once. */
  fresh: boolean;
}

interface RoomUiState {
  editing: Editing | null;
}

export type RoomUi = StoreApi<RoomUiState> & {
  beginEdit(message: MessageView, place: MessagePlace, from?: Editing["from"]): void;
  changeEdit(part: Partial<Pick<Editing, "written" | "fresh">>): void;
  endEdit(): void;
  /** The composer of a place says how text is put into it, for quotes. Returns the way to stop. */
  offerComposer(place: MessagePlace, insert: (text: string) => void): () => void;
  insert(place: MessagePlace, text: string): void;
};

/** What somebody is doing in the room on screen, beside reading it. */
function createRoomUi(names: () => Names): RoomUi {
  const store = createStore<RoomUiState>(() => ({ editing: null }));
  const composers = new Map<MessagePlace, (text: string) => void>();
  return Object.assign(store, {
    beginEdit({ seq, body }: MessageView, place: MessagePlace, from: Editing["from"] = "row") {
      const { editing } = store.getState();
      // What I wrote into it already is not thrown away by asking again.
      const begun = editing?.seq === seq ? editing : { seq, written: toWritten(body, names()), base: body };
      store.setState({ editing: { ...begun, place, from, fresh: true } });
    },
    changeEdit(part: Partial<Editing>) {
      const { editing } = store.getState();
      if (editing) store.setState({ editing: { ...editing, ...part } });
    },
    endEdit: () => store.setState({ editing: null }),
    offerComposer(place: MessagePlace, insert: (text: string) => void) {
      composers.set(place, insert);
      return () => {
        if (composers.get(place) === insert) composers.delete(place);
      };
    },
    insert: (place: MessagePlace, text: string) => composers.get(place)?.(text),
  });
}

const RoomUiContext = createContext<RoomUi | null>(null);

export function RoomUiProvider({ children }: { children: ReactNode }) {
  const names = useLatest(useNames());
  const [ui] = useState(() => createRoomUi(() => names.current));
  return <RoomUiContext value={ui}>{children}</RoomUiContext>;
}

export function useRoomUi(): RoomUi {
  const ui = useContext(RoomUiContext);
  if (!ui) throw new Error("A room component stands outside of RoomUiProvider.");
  return ui;
}

/** The edit of this message in this place, or null. */
export function useEditing(seq: number, place: MessagePlace): Editing | null {
  return useStore(useRoomUi(), ({ editing }) => (editing?.seq === seq && editing.place === place ? editing : null));
}
