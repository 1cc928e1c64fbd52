import type { PersonId, RoomId } from "../../platform/ids";

/** What tokens are called. */
export interface Names {
  person(id: PersonId): string;
  /** Null: a room this reader does not know. */
  room(id: RoomId): string | null;
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** A token in a body: groups for a person, a room, and room or here. */
export const TOKEN = new RegExp(`<(?:@(${UUID})|#(${UUID})|!(room|here))>`, "g");

/** A message's source with names in place of tokens: for copying, for one-line previews, for announcements. */
export function withNames(body: string, names: Names): string {
  return body.replace(TOKEN, (token, person?: PersonId, room?: RoomId, who?: string) => {
    if (person !== undefined) return `@${names.person(person)}`;
    if (room === undefined) return `@${who ?? ""}`;
    const name = names.room(room);
    return name === null ? token : `#${name}`;
  });
}
