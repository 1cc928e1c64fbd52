import { VISITOR_CLOSE, VISITOR_PROTOCOL, VISITOR_SUBPROTOCOL } from "@/lib/assistant/protocol";
import { type TicketClaims, verifyVisitorTicket } from "@/lib/assistant/server/session-token";
import { AppError } from "@/lib/platform/errors";
import type { Env } from "@/lib/platform/env";

const TICKET_PREFIX = "ticket.";

/**
 * Everything that can be checked about a visitor's upgrade before an object is woken: method, Origin (the frame's own, which
 * is ours; `null` is nobody's), subprotocol, ticket and the conversation it is for. A browser cannot read a refused upgrade,
 * so what a panel has to know is told by a close code.
 * @throws AppError for every other refusal.
 */
export async function proveVisitorUpgrade(
  request: Request,
  env: Env,
  conversation: string,
  now: number,
): Promise<TicketClaims | Response> {
  if (request.method !== "GET") throw new AppError("method_not_allowed", "A socket is opened with GET.");
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new AppError("upgrade_required", "This address speaks WebSocket only.");
  }
  const origin = request.headers.get("origin");
  if (origin === null || !env.appOrigins.includes(origin)) {
    throw new AppError("forbidden", "This origin may not open a socket here.");
  }
  const offered = (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((each) => each.trim());
  if (!offered.includes(VISITOR_SUBPROTOCOL)) {
    throw new AppError("upgrade_required", `Offer the subprotocol ${VISITOR_SUBPROTOCOL}.`);
  }
  const version = new URL(request.url).searchParams.get("v");
  if (version !== null && version !== String(VISITOR_PROTOCOL)) {
    return closedAtOnce(VISITOR_CLOSE.protocolTooOld, "protocol_too_old");
  }
  const ticket = offered.find((each) => each.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
  const claims = ticket ? await verifyVisitorTicket(env.TICKET_SECRET, ticket, now) : null;
  if (!claims || claims.conversation !== conversation) {
    return closedAtOnce(VISITOR_CLOSE.unauthorised, "unauthorised");
  }
  return claims;
}

/** Taken, and closed with a code of the visitor protocol. */
export function closedAtOnce(code: number, reason: string): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(code, reason);
  return new Response(null, {
    status: 101,
    webSocket: client,
    headers: { "sec-websocket-protocol": VISITOR_SUBPROTOCOL },
  });
}
