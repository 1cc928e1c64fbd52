import type { GroupId, PersonId, RoomId } from "../../platform/ids";

/** What tokens are called. */
export interface Names {
  person(id: PersonId): string;
  /** Its handle; what a group is called that nobody remembers. */
  group(id: GroupId): string;
  /** Null: a room this reader does not know. */
  room(id: RoomId): string | null;
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** A token in a body: what it calls (`@`, `@&` or `#`) and its id, or room or here. */
export const TOKEN = new RegExp(`<(?:(@&?|#)(${UUID})|!(room|here))>`, "g");

/** What a token of this sign is called, with the sign that people write; null for a room this reader does not know. */
export function nameOfToken(sign: string, id: string, names: Names): string | null {
  if (sign === "@") return `@${names.person(id as PersonId)}`;
  if (sign === "@&") return `@${names.group(id as GroupId)}`;
  const room = names.room(id as RoomId);
  return room === null ? null : `#${room}`;
}

/** A message's source with names in place of tokens: for copying, for one-line previews, for announcements. */
export function withNames(body: string, names: Names): string {
  return body.replace(TOKEN, (token, sign?: string, id?: string, who?: string) => {
    if (sign === undefined || id === undefined) return `@${who ?? ""}`;
    return nameOfToken(sign, id, names) ?? token;
  });
}
