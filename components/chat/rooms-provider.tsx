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
import { createDraftStore, type DraftStore } from "@/lib/later/client/draft-store";
import { createLaterApi, type LaterApi } from "@/lib/later/client/later-api";
import type { LaterItem } from "@/lib/later/protocol";
import { createOutboxStore } from "@/lib/rooms/client/outbox-store";
import { createRecentRooms, type RecentRooms } from "@/lib/rooms/client/recent-rooms";
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
  /** What this device opened last. */
  recent: RecentRooms;
  /** Somebody is not in the directory we hold: it is read again, at most once a while. */
  missPerson(): void;
  /** What is being written, by room and thread, on every device. */
  drafts: DraftStore;
  laterApi: LaterApi;
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
  /** What the viewer keeps for later, as the server knew it. */
  later: readonly LaterItem[];
  children: ReactNode;
}

/** One for all pages of a tenant: the inbox socket, the rooms that are open, and everybody's name. */
export function RoomsProvider({ tenant, tenantName, viewer, people, rooms, later, children }: RoomsProviderProps) {
  const [parts] = useState(() => {
    const onPage = typeof window !== "undefined";
    const api = createRoomsApi(tenant, onPage ? deviceId() : "server");
    const storage = onPage ? browserStorage() : null;
    const outbox = createOutboxStore(storage, tenant, viewer.person);
    const page = onPage ? browserPage : undefined;
    const drafts = createDraftStore({
      storage,
      tenant,
      person: viewer.person,
      device: onPage ? deviceId() : "server",
      send: (frame) => inbox.send(frame),
      now: Date.now,
    });
    const heard = drafts.receive;
    const inbox = createInboxSession({ api, me: viewer.person, rooms, later, heard, ...(page && { page }) });
    drafts.seed(later);
    return {
      api,
      inbox,
      drafts,
      laterApi: createLaterApi(api.call),
      sessions: createRoomSessions({ api, me: viewer.person, outbox, ...(page && { page }) }),
      uploads: createUploads(createFilesApi(tenant)),
      recent: createRecentRooms(storage, tenant, viewer.person),
    };
  });
  const [directory, setDirectory] = useState(() => new Map(people.map((person) => [person.id, person])));
  const readAt = useRef(0);

  useEffect(() => {
    parts.inbox.connect();
    parts.sessions.sendUnsent();
    const stop = watchActivity((active) => parts.inbox.store.actions.setActive(active));
    const unwatch = parts.uploads.watch();
    // The undo of "all read" ends with the page, and so does the moment before a draft is said.
    const settle = () => {
      parts.inbox.store.actions.settle();
      parts.drafts.flush();
    };
    window.addEventListener("pagehide", settle);
    return () => {
      window.removeEventListener("pagehide", settle);
      parts.drafts.flush();
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
