import { DurableObject } from "cloudflare:workers";
import type { VisitGateRpc } from "@/lib/assistant/server/objects";

const HOUR_MS = 3_600_000;

/** How many anonymous sessions one address began within the hour. Forgets itself after it. */
export class VisitGate extends DurableObject<RealtimeEnv> implements VisitGateRpc {
  async pass(max: number): ReturnType<VisitGateRpc["pass"]> {
    const now = Date.now();
    const { kv } = this.ctx.storage;
    const times = (kv.get<number[]>("times") ?? []).filter((at) => at > now - HOUR_MS && at <= now);
    const [oldest] = times;
    if (oldest !== undefined && times.length >= max) return { status: "refused", retryAfterMs: oldest + HOUR_MS - now };
    kv.put("times", [...times, now]);
    await this.ctx.storage.setAlarm(now + HOUR_MS);
    return { status: "passed" };
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
