import type { SessionClaims, TicketClaims } from "./session-token";

/** The Worker's word to its own object about a proved ticket or session. Never copied from a client's request. */
const HEADER = "x-parlor-visit";

export type VisitAdmission =
  | { kind: "socket"; claims: TicketClaims }
  | { kind: "stream"; claims: SessionClaims; since: number; at?: { seq: number; length: number } };

/** What the object receives: nothing of the client's own headers goes along. */
export function visitRequest(admission: VisitAdmission): Request {
  const headers = { [HEADER]: encodeURIComponent(JSON.stringify(admission)) };
  return new Request("https://object/visit", {
    headers: admission.kind === "socket" ? { ...headers, upgrade: "websocket" } : headers,
  });
}

export function readVisitAdmission(request: Request): VisitAdmission {
  return JSON.parse(decodeURIComponent(request.headers.get(HEADER) ?? "")) as VisitAdmission;
}
