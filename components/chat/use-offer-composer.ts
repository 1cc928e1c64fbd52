"use client";

import { useEffect } from "react";
import { useRoomUi, type MessagePlace } from "./room-ui";
import { useLatest } from "./use-latest";

/** Lets quotes be put into this composer. */
export function useOfferComposer(place: MessagePlace, insert: (text: string) => void): void {
  const ui = useRoomUi();
  const latest = useLatest(insert);
  useEffect(() => ui.offerComposer(place, (text) => latest.current(text)), [ui, place, latest]);
}
