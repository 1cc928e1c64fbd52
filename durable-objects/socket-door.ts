import { AppError } from "@/lib/platform/errors";
import type { Env } from "@/lib/platform/env";
import { CLOSE, PROTOCOL_VERSION, SUBPROTOCOL } from "@/lib/rooms/protocol";
import { type TicketClaims, verifyTicket } from "@/lib/rooms/server/ticket";

const TICKET_PREFIX = "ticket.";
const SINCE = /^\d{1,15}$/;

interface Proved {
  claims: TicketClaims;
  asked: { epoch: string; since: number } | null;
}

/**
 * Everything that can be checked about an upgrade before an object is woken: method, Origin, subprotocol, ticket,
 * version. A browser cannot read a refused upgrade, so a version that is too old is told by a close code instead.
 * @throws AppError for every other refusal.
 */
export async function proveUpgrade(
  request: Request,
  env: Env,
  aud: TicketClaims["aud"],
  now: number,
): Promise<Proved | Response> {
  if (request.method !== "GET") throw new AppError("method_not_allowed", "A socket is opened with GET.");
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new AppError("upgrade_required", "This address speaks WebSocket only.");
  }
  // Exact, and present: a page of another site, a sandboxed frame ("null") and a look-alike all end here.
  const origin = request.headers.get("origin");
  if (origin === null || !env.appOrigins.includes(origin))
    throw new AppError("forbidden", "This origin may not open a socket here.");
  const offered = (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((each) => each.trim());
  if (!offered.includes(SUBPROTOCOL)) throw new AppError("upgrade_required", `Offer the subprotocol ${SUBPROTOCOL}.`);
  const ticket = offered.find((each) => each.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
  const claims = ticket ? await verifyTicket(env.TICKET_SECRET, ticket, aud, now) : null;
  if (!claims) throw new AppError("unauthenticated", "The ticket is missing, not valid or too old.");
  const query = new URL(request.url).searchParams;
  if (query.get("v") !== String(PROTOCOL_VERSION)) return closedAtOnce(CLOSE.protocolTooOld, "protocol_too_old");
  return { claims, asked: readAsked(query) };
}

/** Both or neither: where the client stands in which log. */
function readAsked(query: URLSearchParams): Proved["asked"] {
  const epoch = query.get("epoch");
  const since = query.get("since");
  if (epoch === null && since === null) return null;
  if (epoch === null || epoch === "" || epoch.length > 64)
    throw new AppError("invalid_request", "Give the epoch with since.", { param: "epoch" });
  if (since === null || !SINCE.test(since))
    throw new AppError("invalid_request", "since is a whole number.", { param: "since" });
  return { epoch, since: Number(since) };
}

function closedAtOnce(code: number, reason: string): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(code, reason);
  return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SUBPROTOCOL } });
}
