"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, type ReactNode } from "react";
import { Panel } from "@/components/frame/place";
import { focusComposer, focusMessage } from "./focus";
import { MembersPanel } from "./members-panel";
import { PinsPanel } from "./pins-panel";
import { FollowButton, ThreadPanel } from "./thread-panel";
import { usePanel, type PanelWish } from "./use-panel";

/** The right panel of a room, one at a time. A new one is a name in use-panel.ts and an entry in `contentOf`. */
export function SidePanel({ title }: { title: string }) {
  const t = useTranslations();
  const { panel, close } = usePanel();
  useFocusInside(panel);
  if (!panel) return null;
  const { label, action, content } = contentOf(panel, title, t);
  return (
    <Panel
      label={label}
      title={
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {action}
        </span>
      }
      tabIndex={-1}
      className="outline-none"
      onClose={close}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        // The panel is what this key closes here; the room is not read by it.
        event.preventDefault();
        close();
      }}
    >
      {content}
    </Panel>
  );
}

function contentOf(
  panel: PanelWish,
  title: string,
  t: ReturnType<typeof useTranslations<never>>,
): { label: string; action?: ReactNode; content: ReactNode } {
  switch (panel.kind) {
    case "members":
      return { label: t("rooms.members.title"), content: <MembersPanel title={title} /> };
    case "pins":
      return { label: t("threads.pins.title"), content: <PinsPanel /> };
    case "thread":
      return {
        label: t("threads.panel.title"),
        action: <FollowButton root={panel.root} />,
        content: (
          <ThreadPanel
            key={panel.root}
            root={panel.root}
            title={title}
            {...(panel.reply === undefined ? {} : { reply: panel.reply })}
          />
        ),
      };
    default:
      return panel satisfies never;
  }
}

/** The focus goes into a panel that opens, and back to where it came from when it closes, by whatever way. */
function useFocusInside(panel: PanelWish | null): void {
  const opener = useRef<Element | null>(null);
  const shown = useRef<PanelWish | null>(null);
  // Before the effects of what is inside, which may take the focus for themselves.
  useLayoutEffect(() => {
    if (panel && !shown.current) opener.current = document.activeElement;
  }, [panel]);
  useEffect(() => {
    const before = shown.current;
    shown.current = panel;
    if (panel && !sameSubject(panel, before)) {
      const aside = document.querySelector<HTMLElement>("[data-slot=panel]");
      if (!aside?.contains(document.activeElement)) aside?.focus({ preventScroll: true });
    } else if (!panel && before && document.activeElement === document.body) {
      const from = opener.current;
      if (from instanceof HTMLElement && from !== document.body && from.isConnected)
        from.focus({ preventScroll: true });
      else if (before.kind !== "thread" || !focusMessage(before.root)) focusComposer("room");
    }
  }, [panel]);
  // A panel that was open when the room was left has not just closed when it is back.
  useEffect(
    () => () => {
      shown.current = null;
    },
    [],
  );
}

function sameSubject(one: PanelWish, other: PanelWish | null): boolean {
  if (one.kind !== other?.kind) return false;
  return one.kind !== "thread" || (other.kind === "thread" && one.root === other.root);
}
