import type { Group } from "@/lib/rooms/core/log-view";
import { mayMentionGroup, mentionsOf } from "@/lib/rooms/core/mentions";
import { LIMITS } from "@/lib/rooms/protocol";
import type { GroupId } from "@/lib/platform/ids";

/** Reads groups of the tenant; those that do not exist are left out. */
export type GroupSource = (ids: readonly GroupId[]) => Promise<readonly (Group & { id: GroupId })[]>;

/** A change of a group reaches every room within this time. */
const FRESH_MS = 15_000;
const HELD_MAX = 200;

/**
 * The groups that people mention here. They are read when a message that mentions one arrives, before it is judged: the
 * judging itself is one synchronous step and finds them here. Nothing is kept through sleep, and a room whose messages
 * mention no group never asks.
 */
export class Groups {
  private readonly source: GroupSource;
  private readonly held = new Map<GroupId, { group: Group | null; at: number }>();

  constructor(source: GroupSource) {
    this.source = source;
  }

  /** The group as it was last read; null when there is none. */
  of(id: GroupId): Group | null {
    return this.held.get(id)?.group ?? null;
  }

  /** Null when a text can be judged at once. Rejects when its groups are out of reach and none of them is known. */
  ready(body: string, now = Date.now()): Promise<void> | null {
    if (!mayMentionGroup(body)) return null;
    const ids = mentionsOf(body).groups.slice(0, LIMITS.groupsMax);
    const old = ids.filter((id) => (this.held.get(id)?.at ?? -Infinity) <= now - FRESH_MS);
    return old.length === 0 ? null : this.read(old, now);
  }

  private async read(ids: readonly GroupId[], now: number): Promise<void> {
    try {
      const found = new Map((await this.source(ids)).map((group) => [group.id, group]));
      for (const id of ids) {
        this.held.delete(id);
        this.held.set(id, { group: found.get(id) ?? null, at: now });
      }
    } catch (error) {
      // While Postgres is away nobody can change a group either: what is known stays true.
      if (!ids.every((id) => this.held.has(id))) throw error;
    }
    for (const id of this.held.keys()) {
      if (this.held.size <= HELD_MAX) break;
      this.held.delete(id);
    }
  }
}
