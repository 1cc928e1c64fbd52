import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { SUBPROTOCOL } from "@/lib/rooms/protocol";
import { readAdmission } from "../admission-header";
import { errorResponse } from "../http";
import { mintedAt, spendTicket } from "../tickets";
import type { Device } from "./devices";
import type { LiveInbox } from "./live-inbox";

/** Lets one of the person's devices in: ticket spent, device seated, in one synchronous turn; the welcome follows. */
export function admit(
  ctx: DurableObjectState,
  request: Request,
  wake: (admission: ReturnType<typeof readAdmission>["claims"]) => LiveInbox,
): Response {
  const { claims, requestId } = readAdmission(request);
  const now = Date.now();
  const inbox = wake(claims);
  const { own } = inbox;
  if (claims.aud !== "inbox" || claims.tenant !== own.tenantId || claims.person !== own.person) {
    return errorResponse(new AppError("not_found", "There is no such inbox."), requestId);
  }
  if (!spendTicket(inbox.sql, claims, now))
    return errorResponse(new AppError("forbidden", "This ticket was used already."), requestId);
  // A ticket from before the person left the tenant opens nothing; one from after they came back does.
  if (mintedAt(claims) <= Number(own.get("expelled_at") ?? -1)) {
    return errorResponse(new AppError("forbidden", "You are no longer a member."), requestId);
  }
  // Nor does one from before the tenant was suspended.
  if (mintedAt(claims) <= Number(own.get("suspended_at") ?? -1)) {
    return errorResponse(new AppError("forbidden", "This tenant is suspended."), requestId);
  }
  inbox.own.learnRole(claims.role, mintedAt(claims));
  const { 0: client, 1: server } = new WebSocketPair();
  const device: Device = {
    id: newId(),
    session: claims.session,
    device: claims.device,
    connectedAt: now,
    active: true,
    focused: false,
    desktop: false,
    activeAt: now,
    welcomed: false,
  };
  if (inbox.devices.size === 0) inbox.reporter.arrived();
  inbox.devices.add(server, device);
  ctx.waitUntil(inbox.greet(server, device));
  return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SUBPROTOCOL } });
}
