import type { PresenceState, PresenceView } from "@/lib/rooms/protocol";
import type { Objects } from "@/lib/rooms/server/objects";
import { errorFacts, log } from "@/lib/platform/log";
import type { Devices } from "./devices";
import type { Own } from "./own";

/** A reload or a short tunnel is not "offline". */
const GRACE_MS = 30_000;
const RETRY_MS = 5_000;

export type Mode = "auto" | "away" | "dnd" | "invisible";

/** Works out this person's presence from their devices and what they chose, and reports transitions only. */
export class Reporter {
  /** When the last device left and nobody came back yet. */
  retryAt: number | null = null;
  private readonly own: Own;
  private readonly objects: Objects;
  private readonly devices: Devices;
  private running: Promise<void> | null = null;
  private again = false;
  /** The states last answered for those our devices show. */
  private seen: PresenceView[] = [];

  constructor(own: Own, objects: Objects, devices: Devices) {
    this.own = own;
    this.objects = objects;
    this.devices = devices;
  }

  get mode(): Mode {
    return (this.own.get("mode") as Mode | null) ?? "auto";
  }

  /** The moment after which being without a device counts as offline; null while a device is here or it was reported. */
  get offlineAt(): number | null {
    return this.own.get("offline_at") as number | null;
  }

  /** The first device came: whatever was about to be reported is not so. */
  arrived(): void {
    this.own.set("offline_at", null);
    this.own.set("last_seen", null);
  }

  /** The last device left. */
  departed(now: number): void {
    this.own.set("last_seen", now);
    this.own.set("offline_at", now + GRACE_MS);
  }

  /** What the person themselves sees: hidden from others is not offline to oneself. */
  me(now: number): PresenceView {
    const grace = this.offlineAt !== null && now < this.offlineAt;
    const here = this.devices.size > 0 || grace;
    return {
      person: this.own.person,
      state: here ? this.stateHere() : "offline",
      statusText: (this.own.get("status_text") as string | null) ?? "",
      statusEmoji: (this.own.get("status_emoji") as string | null) ?? "",
      lastSeen: here ? null : (this.own.get("last_seen") as number | null),
    };
  }

  /** Reports the present state if it, or whom we watch, changed. One report at a time. Never throws. */
  publish(force = false): Promise<void> {
    if (force) this.own.set("reported", null);
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** States of the people our devices show, as far as known. */
  known(): PresenceView[] {
    return this.seen;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      const now = Date.now();
      if (this.offlineAt !== null && now >= this.offlineAt) this.own.set("offline_at", null);
      const me = { ...this.me(now), invisible: this.mode === "invisible" };
      const watching = this.devices.watchedByAny();
      const report = JSON.stringify([me, watching]);
      if (this.own.get("reported") === report) continue;
      try {
        this.seen = await this.objects.presence(this.own.tenantId).report(this.own.tenantId, me, watching);
        this.own.set("reported", report);
        this.retryAt = null;
        this.devices.tellPresence(this.own.person, [this.me(now), ...this.seen]);
      } catch (error) {
        this.retryAt = now + RETRY_MS;
        log({ event: "presence.report_failed", level: "warn", ...errorFacts(error) });
        return;
      }
    }
  }

  private stateHere(): PresenceState {
    if (this.mode === "dnd") return "dnd";
    if (this.mode === "away") return "away";
    return this.devices.anyActive || this.devices.size === 0 ? "online" : "away";
  }
}
