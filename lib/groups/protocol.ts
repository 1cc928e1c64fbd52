/** Groups of people to mention, on the wire: bounds, and what the group routes answer. Documented in docs/reference/groups.md. */
import type { GroupId, PersonId } from "../platform/ids";

export const GROUP_LIMITS = {
  perTenantMax: 100,
  peopleMax: 500,
  handleCharsMax: 30,
  nameCharsMax: 60,
  /** Deleted groups whose names are still told, the latest ones. */
  deletedListedMax: 200,
} as const;

/** A group as this reader may see it. It is written `@handle`. */
export interface PeopleGroup {
  id: GroupId;
  handle: string;
  name: string;
  /** Those of its people whom this reader may see; empty once deleted. */
  people: PersonId[];
  /** Gone: it can no longer be mentioned, and old messages show its last handle. */
  deleted: boolean;
}

export interface GroupList {
  groups: PeopleGroup[];
}
