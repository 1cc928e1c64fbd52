import type { TenantDb } from "@/db/client";
import { listObjectsOf } from "@/db/queries/tenant-state";
import type { ConversationId, PersonId, ProjectId, RoomId, SessionId } from "@/lib/platform/ids";
import type { Objects } from "@/lib/rooms/server/objects";

/** So many of each are named in one call, which the registry passes on: each call has a limit on what it may call itself. */
const AT_ONCE = 400;

export interface Whom {
  rooms: RoomId[];
  people: PersonId[];
  sessions: SessionId[];
  conversations: ConversationId[];
  projects: ProjectId[];
}

/**
 * Names every room, person, session, visitors' conversation and project of the tenant in portions, those that only the
 * registry knows of first.
 */
export async function everyObject(
  db: TenantDb,
  objects: Pick<Objects, "registry">,
  tell: (whom: Whom) => Promise<void>,
): Promise<void> {
  const registry = objects.registry(db.tenantId);
  const none: Whom = { rooms: [], people: [], sessions: [], conversations: [], projects: [] };
  const rooms = await registry.rooms(db.tenantId);
  for (let at = 0; at < rooms.length; at += AT_ONCE) await tell({ ...none, rooms: rooms.slice(at, at + AT_ONCE) });
  const conversations = await registry.conversations(db.tenantId);
  for (let at = 0; at < conversations.length; at += AT_ONCE) {
    await tell({ ...none, conversations: conversations.slice(at, at + AT_ONCE) });
  }
  const after: Parameters<typeof listObjectsOf>[1] = {
    room: null,
    person: null,
    session: null,
    conversation: null,
    project: null,
  };
  for (;;) {
    const whom = await listObjectsOf(db, after, AT_ONCE);
    if (Object.values(whom).every((ids) => ids.length === 0)) return;
    await tell(whom);
    after.room = whom.rooms.at(-1) ?? after.room;
    after.person = whom.people.at(-1) ?? after.person;
    after.session = whom.sessions.at(-1) ?? after.session;
    after.conversation = whom.conversations.at(-1) ?? after.conversation;
    after.project = whom.projects.at(-1) ?? after.project;
  }
}
