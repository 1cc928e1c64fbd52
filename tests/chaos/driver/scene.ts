/** The cast of a run: one tenant, rooms, people, and who calls the rooms by RPC. */
import { newId, type ClientId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import type { HistoryPage } from "@/lib/rooms/protocol";
import type { ChatRoomRpc, Done, RoomBirth } from "@/lib/rooms/server/objects";
import { testCall } from "../stack/test-call";

export interface SceneRoom {
  id: RoomId;
  /** Never sends and never connects: asks for pages, removes people. */
  owner: PersonId;
  people: PersonId[];
  /** Members to be removed, one a revocation check. */
  victims: PersonId[];
}

export interface Scene {
  origin: string;
  tenant: TenantId;
  rooms: SceneRoom[];
}

type Answer<M extends keyof ChatRoomRpc> = Awaited<ReturnType<ChatRoomRpc[M]>>;

/** Calls a method of a room object, as the web Worker does. */
export function callRoom<M extends keyof ChatRoomRpc>(
  { origin }: Pick<Scene, "origin">,
  tenant: TenantId,
  room: RoomId,
  method: M,
  ...args: Parameters<ChatRoomRpc[M]>
): Promise<Answer<M>> {
  return testCall<Answer<M>>(origin, { object: "room", tenant, name: room, method, args });
}

/** Founds the rooms. */
export async function setScene(
  origin: string,
  shape: { rooms: number; peopleARoom: number; victimsARoom: number },
): Promise<Scene> {
  const scene: Scene = { origin, tenant: newId<TenantId>(), rooms: [] };
  const some = (count: number) => Array.from({ length: count }, () => newId<PersonId>());
  for (let at = 0; at < shape.rooms; at += 1) {
    const room: SceneRoom = {
      id: newId(),
      owner: newId(),
      people: some(shape.peopleARoom),
      victims: some(shape.victimsARoom),
    };
    const birth: RoomBirth = {
      tenantId: scene.tenant,
      roomId: room.id,
      kind: "channel",
      visibility: "private",
      name: `chaos-${at}`,
      topic: "",
      createdBy: room.owner,
      createdAt: Date.now(),
      members: [...room.people, ...room.victims],
      clientId: newId<ClientId>(),
    };
    const born: Done = await callRoom(scene, scene.tenant, room.id, "create", birth);
    if (born.status !== "done") throw new Error(`The room was refused: ${born.message}`);
    scene.rooms.push(room);
  }
  return scene;
}

/** Every page of [1, before), oldest first, as this person may read it. */
export async function readPages(scene: Scene, room: RoomId, person: PersonId, before: number): Promise<HistoryPage[]> {
  const pages: HistoryPage[] = [];
  let end = before;
  while (end > 1) {
    const answer = await callRoom(scene, scene.tenant, room, "page", scene.tenant, person, { before: end, limit: 50 });
    if (answer.status !== "done") throw new Error(`${person} may not read ${room}: ${answer.message}`);
    if (answer.page.to !== end - 1) throw new Error(`A page before ${end} ends at ${answer.page.to}: there is a hole.`);
    pages.unshift(answer.page);
    end = answer.page.from;
  }
  return pages;
}
