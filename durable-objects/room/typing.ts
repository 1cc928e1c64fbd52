import { LIMITS } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";

/** Who is typing: in memory only, since whoever still types says so again within seconds. */
export class Typing {
  private readonly since = new Map<PersonId, number>();

  /** True when others should hear of it: a start at most every `typingEveryMs`, a stop only after a start. */
  set(person: PersonId, on: boolean, now: number): boolean {
    const last = this.since.get(person);
    if (!on) return this.since.delete(person) && last !== undefined && now - last < LIMITS.typingExpiresMs;
    if (last !== undefined && now - last < LIMITS.typingEveryMs) return false;
    this.since.set(person, now);
    return true;
  }

  /** The person sent what they typed, or left: clients need no frame for that. */
  forget(person: PersonId): void {
    this.since.delete(person);
  }

  /** True when the person was typing and others still show it. */
  stop(person: PersonId, now: number): boolean {
    return this.set(person, false, now);
  }
}
