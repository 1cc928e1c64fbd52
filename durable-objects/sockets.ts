import { Buffer } from "node:buffer";
import { LIMITS } from "@/lib/rooms/protocol";

/** A client pings every 25 seconds whatever else is said; a browser slows a background tab down to once a minute. */
const SILENT_MS = 100_000;

/** True when a socket has not pinged for so long that its device is gone: a closed tab may never say so. */
export function isSilent(ctx: DurableObjectState, socket: WebSocket, knownAlive: number, now: number): boolean {
  const heard = ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
  return now - Math.max(heard, knownAlive) > SILENT_MS;
}

/** Closes a socket that may be gone already. */
export function hangUp(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Closed by the other side in the meantime.
  }
}

/** True for an incoming frame above `frameBytesMax`. */
export function isTooBig(frame: string | ArrayBuffer): boolean {
  if (typeof frame !== "string") return frame.byteLength > LIMITS.frameBytesMax;
  // UTF-8 has at most three bytes for each of JavaScript's units: most frames need no count.
  if (frame.length * 3 <= LIMITS.frameBytesMax) return false;
  return frame.length > LIMITS.frameBytesMax || Buffer.byteLength(frame) > LIMITS.frameBytesMax;
}

/** Leaves nothing of an object: no row, no alarm. */
export async function forgetAll(ctx: DurableObjectState): Promise<void> {
  await ctx.storage.deleteAlarm();
  await ctx.storage.deleteAll();
}
