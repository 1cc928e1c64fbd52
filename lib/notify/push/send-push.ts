import { egress } from "@/lib/platform/egress";
import type { StoredSubscription } from "../core/profile";
import { encryptPush } from "./encrypt";
import { vapidHeader, type VapidKeys } from "./vapid";

/** gone: the browser has no such subscription any more. refused: trying again changes nothing. */
export type PushOutcome = { kind: "sent" | "gone" | "refused" } | { kind: "later"; afterMs: number | null };

/** A message waits for a browser that is off for so long. */
const TTL_SECONDS = 24 * 3_600;

/** Sends one message to one browser. Never throws: what failed on the way is worth another try. */
export async function sendPush(
  keys: VapidKeys,
  subscription: Pick<StoredSubscription, "endpoint" | "p256dh" | "auth">,
  message: { text: string; topic: string },
  nowMs: number,
): Promise<PushOutcome> {
  try {
    const response = await egress(subscription.endpoint, {
      method: "POST",
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
    });
    await response.body?.cancel();
    return outcomeOf(response);
  } catch {
    return { kind: "later", afterMs: null };
  }
}

function outcomeOf({ ok, status, headers }: Response): PushOutcome {
  if (ok) return { kind: "sent" };
  if (status === 404 || status === 410) return { kind: "gone" };
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    return {
      kind: "later",
      afterMs: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : null,
    };
  }
  return { kind: "refused" };
}
