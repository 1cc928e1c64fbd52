"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { InboxRoom, RoomMeta, TenantRole } from "@/lib/rooms/protocol";
import { watchActivity } from "@/lib/rooms/client/activity";
import { createRoomsApi, type DirectoryEntry, type RoomsApi } from "@/lib/rooms/client/api";
import { browserPage, browserStorage, deviceId } from "@/lib/rooms/client/browser-page";
import type { InboxState } from "@/lib/rooms/client/inbox-store";
import { createInboxSession, type InboxSession } from "@/lib/rooms/client/inbox-session";
import { createFilesApi } from "@/lib/files/client/files-api";
import { createUploads, type Uploads } from "@/lib/files/client/uploads";
import { createOutboxStore } from "@/lib/rooms/client/outbox-store";
import { createRoomSessions, type RoomSessions } from "@/lib/rooms/client/room-sessions";
import { othersIn } from "@/lib/rooms/client/sidebar-order";

export interface RoomsViewer {
  person: PersonId;
  /** In the tenant, as the server rendered this page. */
  role: TenantRole;
  /** May create channels, and see the public ones. */
  mayBrowse: boolean;
  /** Owner or admin of the tenant: may change rooms without being their owner. */
  isAdmin: boolean;
}

interface RoomsContextValue {
  tenant: string;
  tenantName: string;
  viewer: RoomsViewer;
  api: RoomsApi;
  sessions: RoomSessions;
  inbox: InboxSession;
  people: ReadonlyMap<PersonId, DirectoryEntry>;
  /** Somebody is not in the directory we hold: it is read again, at most once a while. */
  missPerson(): void;
  /** What is being written, by room; survives a switch of rooms and a reload of the tab. */
  drafts: Drafts;
  uploads: Uploads;
}

const RoomsContext = createContext<RoomsContextValue | null>(null);
const REREAD_MS = 10_000;

export interface RoomsProviderProps {
  tenant: string;
  tenantName: string;
  viewer: RoomsViewer;
  people: readonly DirectoryEntry[];
  rooms: readonly InboxRoom[];
  children: ReactNode;
}

/** One for all pages of a tenant: the inbox socket, the rooms that are open, and everybody's name. */
export function RoomsProvider({ tenant, tenantName, viewer, people, rooms, children }: RoomsProviderProps) {
  const [parts] = useState(() => {
    const onPage = typeof window !== "undefined";
    const api = createRoomsApi(tenant, onPage ? deviceId() : "server");
    const outbox = createOutboxStore(onPage ? browserStorage() : null, tenant, viewer.person);
    const page = onPage ? browserPage : undefined;
    return {
      api,
      inbox: createInboxSession({ api, me: viewer.person, rooms, ...(page && { page }) }),
      sessions: createRoomSessions({ api, me: viewer.person, outbox, ...(page && { page }) }),
      drafts: createDrafts(`${tenant}:${viewer.person}`),
      uploads: createUploads(createFilesApi(tenant)),
    };
  });
  const [directory, setDirectory] = useState(() => new Map(people.map((person) => [person.id, person])));
  const readAt = useRef(0);

  useEffect(() => {
    parts.inbox.connect();
    parts.sessions.sendUnsent();
    const stop = watchActivity((active) => parts.inbox.store.actions.setActive(active));
    const unwatch = parts.uploads.watch();
    return () => {
      stop();
      unwatch();
      parts.inbox.close();
      parts.sessions.closeAll();
    };
  }, [parts]);

  useFreshRole(parts.inbox, viewer.role);

  const missPerson = useCallback(() => {
    if (Date.now() - readAt.current < REREAD_MS) return;
    readAt.current = Date.now();
    // Without an answer the old directory stays; the next unknown name asks again.
    parts.api.people().then(
      (list) => setDirectory(new Map(list.map((person) => [person.id, person]))),
      () => undefined,
    );
  }, [parts]);

  const value = useMemo(
    () => ({ tenant, tenantName, viewer, people: directory, missPerson, ...parts }),
    [tenant, tenantName, viewer, directory, missPerson, parts],
  );
  return <RoomsContext value={value}>{children}</RoomsContext>;
}

/** What a page offers hangs on the role it was rendered for; when the inbox names another one, the page is asked for again. */
function useFreshRole({ store }: InboxSession, rendered: TenantRole): void {
  const router = useRouter();
  const told = useStore(store, ({ view }) => view.tenantRole);
  useEffect(() => {
    if (told !== null && told !== rendered) router.refresh();
  }, [told, rendered, router]);
}

/** Everything the rooms of this tenant share. */
export function useRooms(): RoomsContextValue {
  const value = useContext(RoomsContext);
  if (!value) throw new Error("A chat component stands outside of RoomsProvider.");
  return value;
}

/** A narrow read of the inbox. */
export function useInbox<T>(select: (state: InboxState) => T): T {
  return useStore(useRooms().inbox.store, select);
}

/** Answers names; somebody unknown is a former member until the directory says otherwise. */
export function useNameOf(): (person: PersonId) => string {
  const { people, missPerson } = useRooms();
  const t = useTranslations("rooms");
  const missed = useRef(false);
  useEffect(() => {
    if (missed.current) missPerson();
    missed.current = false;
  });
  return useCallback(
    (person) => {
      const known = people.get(person);
      if (!known) missed.current = true;
      return known?.name ?? t("formerMember");
    },
    [people, t],
  );
}

/** Answers what a room is called: its name, or the people in it. */
export function useRoomName(): (room: Pick<RoomMeta, "kind" | "name"> & { people: PersonId[] }) => string {
  const nameOf = useNameOf();
  const { viewer } = useRooms();
  const t = useTranslations("rooms");
  return useCallback(
    (room) => {
      if (room.name !== "") return room.name;
      const others = othersIn(room, viewer.person);
      if (others.length === 1 && others[0] === viewer.person) return t("noteToSelf", { name: nameOf(viewer.person) });
      return others.map(nameOf).join(", ") || t("unnamedGroup");
    },
    [nameOf, viewer.person, t],
  );
}

/** The path of a room in this tenant. */
export function useRoomHref(): (room: RoomId | string) => string {
  const { tenant } = useRooms();
  return useCallback((room) => `/${tenant}/rooms/${room}`, [tenant]);
}

export interface Drafts {
  /** `thread`: the first message's seq of the thread it is for, or null for the room itself. */
  read(room: RoomId, thread: number | null): string;
  write(room: RoomId, text: string, thread: number | null): void;
}

function createDrafts(owner: string): Drafts {
  const key = (room: RoomId, thread: number | null) =>
    `parlor.draft.1:${owner}:${room}${thread === null ? "" : `:${thread}`}`;
  const held = new Map<string, string>();
  return {
    read(room, thread) {
      const known = held.get(key(room, thread));
      if (known !== undefined) return known;
      try {
        return sessionStorage.getItem(key(room, thread)) ?? "";
      } catch {
        return "";
      }
    },
    write(room, text, thread) {
      held.set(key(room, thread), text);
      try {
        if (text === "") sessionStorage.removeItem(key(room, thread));
        else sessionStorage.setItem(key(room, thread), text);
      } catch {
        // Kept in memory only.
      }
    },
  };
}
