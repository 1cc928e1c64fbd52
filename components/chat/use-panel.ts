"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { useGo } from "@/components/frame/use-go";
import { useRoomId, useShown } from "./room-context";
import { useRoomHref } from "./rooms-provider";

/** Panels that need nothing but their name. */
const PLAIN_PANELS = ["members", "pins"] as const;
export type PlainPanel = (typeof PLAIN_PANELS)[number];

export type PanelWish =
  | { kind: PlainPanel }
  /** `reply`: the one to bring into view. */
  | { kind: "thread"; root: number; reply?: number };

/** The right panel is part of the address, so that it survives a reload and back closes it. */
export function usePanel(): { panel: PanelWish | null; open(wish: PanelWish): void; close(): void } {
  const params = useSearchParams();
  const href = useRoomHref()(useRoomId());
  const go = useGo();
  // The address speaks of the room on screen.
  const shown = useShown();
  const panel = useMemo(() => (shown ? readPanel(params) : null), [shown, params]);
  return useMemo(
    () => ({ panel, open: (wish) => go(`${href}?${panelQuery(wish)}`), close: () => go(href) }),
    [panel, href, go],
  );
}

/** What the query of an address says about the panel. */
export function readPanel(params: Pick<URLSearchParams, "get">): PanelWish | null {
  const kind = params.get("panel");
  const plain = PLAIN_PANELS.find((name) => name === kind);
  if (plain) return { kind: plain };
  const root = seqIn(params.get("root"));
  if (kind !== "thread" || root === null) return null;
  const reply = seqIn(params.get("message"));
  return { kind, root, ...(reply === null ? {} : { reply }) };
}

/** The query that opens a panel, for links too. */
export function panelQuery(wish: PanelWish): string {
  if (wish.kind !== "thread") return `panel=${wish.kind}`;
  return `panel=thread&root=${wish.root}${wish.reply === undefined ? "" : `&message=${wish.reply}`}`;
}

function seqIn(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
