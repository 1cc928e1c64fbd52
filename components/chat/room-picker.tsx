"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useMemo, useState, type KeyboardEvent } from "react";
import { useFieldControl } from "@/components/ui/field";
import type { RoomId } from "@/lib/platform/ids";
import { sidebarSections } from "@/lib/rooms/client/sidebar-order";
import { cn } from "@/lib/ui/cn";
import { RoomIcon } from "./room-icon";
import { useInbox, useRoomName } from "./rooms-provider";

/** Finds one of my rooms by name: arrows and Enter. Inside a Field. */
export function RoomPicker({ picked, onChange }: { picked: RoomId | null; onChange(room: RoomId): void }) {
  const t = useTranslations("threads.rooms");
  const rooms = useInbox(({ view }) => view.rooms);
  const roomName = useRoomName();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const wiring = useFieldControl<{ id?: string }>({});
  const found = useMemo(() => {
    const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return sidebarSections(rooms.values(), roomName)
      .flatMap((section) => section.rooms)
      .map((room) => ({ room, name: roomName(room) }))
      .filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
  }, [rooms, roomName, query]);
  const active = found[Math.min(at, found.length - 1)];

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined) setAt((to + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter" && active && active.room.roomId !== picked) onChange(active.room.roomId);
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-1.5">
      <input
        {...wiring}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active ? `${listId}-${active.room.roomId}` : undefined}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing this dialog is for
        autoFocus
        autoComplete="off"
        value={query}
        placeholder={t("find")}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="h-8 rounded-md border border-input bg-background px-2.5 text-sm outline-none focus-visible:border-ring focus-visible:ring-1 focus-visible:ring-ring pointer-coarse:h-10 pointer-coarse:text-[1rem]"
      />
      <div
        id={listId}
        role="listbox"
        aria-label={t("label")}
        className="scroll-quiet h-48 overflow-y-auto rounded-md border p-1"
      >
        {found.map((one, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the input has the focus and the keys (aria-activedescendant)
          <div
            key={one.room.roomId}
            id={`${listId}-${one.room.roomId}`}
            role="option"
            tabIndex={-1}
            aria-selected={one.room.roomId === picked}
            ref={one === active ? scrollIntoView : undefined}
            onClick={() => onChange(one.room.roomId)}
            onPointerMove={() => setAt(index)}
            className={cn(
              "flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm pointer-coarse:min-h-10",
              one === active && "bg-accent",
            )}
          >
            <RoomIcon room={one.room} />
            <span className="min-w-0 truncate">{one.name}</span>
            {one.room.roomId === picked ? <Check aria-hidden className="ms-auto text-primary" /> : null}
          </div>
        ))}
        {found.length === 0 ? (
          <p className="px-2 py-1.5 text-sm text-muted-foreground">{t("none", { query })}</p>
        ) : null}
      </div>
    </div>
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
