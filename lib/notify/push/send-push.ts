import type { createEgressPost } from "@/lib/platform/egress";
import type { StoredSubscription } from "../core/profile";
import { encryptPush } from "./encrypt";
import { vapidHeader, type VapidKeys } from "./vapid";

/** gone: the browser has no such subscription any more. refused: trying again changes nothing. */
export type PushOutcome = { kind: "sent" | "gone" | "refused" } | { kind: "later"; afterMs: number | null };

/** A message waits for a browser that is off for so long. */
const TTL_SECONDS = 24 * 3_600;

const TIMEOUT_MS = 10_000;

/** Sends one message to one browser. Never throws: what failed on the way is worth another try. */
export async function sendPush(
  post: ReturnType<typeof createEgressPost>,
  keys: VapidKeys,
  subscription: Pick<StoredSubscription, "endpoint" | "p256dh" | "auth">,
  message: { text: string; topic: string },
  nowMs: number,
): Promise<PushOutcome> {
  const reply = await post({
    url: subscription.endpoint,
    body: await encryptPush(message.text, subscription),
    headers: {
      authorization: await vapidHeader(keys, subscription.endpoint, nowMs),
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      ttl: String(TTL_SECONDS),
      urgency: "high",
      // A repeat replaces the same message while it still waits at the push service.
      topic: message.topic,
    },
    timeoutMs: TIMEOUT_MS,
  });
  if (reply.status === "answered") return outcomeOf(reply);
  // A name that has no address now may have one later; an address that may not be called never may.
  const passing = reply.reason === "failed" || reply.reason === "unresolved";
  return passing ? { kind: "later", afterMs: null } : { kind: "refused" };
}

function outcomeOf({ code, retryAfter }: { code: number; retryAfter: string | null }): PushOutcome {
  if (code >= 200 && code < 300) return { kind: "sent" };
  if (code === 404 || code === 410) return { kind: "gone" };
  if (code === 429 || code >= 500) {
    const seconds = Number(retryAfter ?? Number.NaN);
    return {
      kind: "later",
      afterMs: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : null,
    };
  }
  return { kind: "refused" };
}
