import type { Refused } from "@/lib/rooms/core/draft";
import type { Refusal } from "@/lib/rooms/server/objects";

/** What an unborn room, a foreign one and one you are not in all answer. */
export const NO_ROOM: Refusal = { status: "refused", code: "not_found", message: "There is no such room." };

/** What a missing file and one of a deleted message both answer. */
export const NO_FILE: Refusal = { status: "refused", code: "not_found", message: "No such file." };

/** A message mentions a group, and the tenant's groups cannot be read now. */
export const NO_GROUPS: Refused = {
  kind: "refused",
  code: "unavailable",
  message: "The group cannot be looked up at the moment. Try again soon.",
  retryAfterMs: 2_000,
};

/** A rule's "no" as an RPC answer. */
export function refusal({ kind: _kind, ...rest }: Refused): Refusal {
  return { status: "refused", ...rest };
}
