import type { TicketClaims } from "@/lib/rooms/server/ticket";

/** The Worker's word to its own object about a proved ticket. Never copied from a client's request. */
const HEADER = "x-parlor-admission";

export interface Admission {
  claims: TicketClaims;
  /** Where the client says it stands. */
  asked: { epoch: string; since: number } | null;
  requestId: string;
}

/** The upgrade as the object receives it: nothing of the client's own headers goes along. */
export function admissionRequest(path: string, admission: Admission): Request {
  return new Request(`https://object${path}`, {
    headers: { upgrade: "websocket", [HEADER]: encodeURIComponent(JSON.stringify(admission)) },
  });
}

/** What the Worker said. Objects are reachable through the Worker only. */
export function readAdmission(request: Request): Admission {
  return JSON.parse(decodeURIComponent(request.headers.get(HEADER) ?? "")) as Admission;
}
