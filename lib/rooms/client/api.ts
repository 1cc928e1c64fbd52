/** The room routes as functions. Every failure is one ApiError with the server's own code and words. */
import type { ErrorBody, ErrorCode } from "../../platform/errors";
import type { ReportReason } from "../../moderation/protocol";
import { newId, type PersonId, type RoomId } from "../../platform/ids";
import type {
  FollowedThread,
  HistoryPage,
  MessageEdit,
  MessageView,
  RoomMember,
  RoomMeta,
  RoomRole,
  RoomVisibility,
  ThreadPage,
} from "../protocol";
import { TicketRefused, type Ticket } from "./live-socket";

export class ApiError extends Error {
  /** `network`: no answer at all. */
  readonly code: ErrorCode | "network";
  readonly param: string | null;
  readonly requestId: string | null;
  constructor(
    code: ErrorCode | "network",
    message: string,
    param: string | null = null,
    requestId: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.param = param;
    this.requestId = requestId;
  }
}

/** For a `catch`: what is not there is null; any other failure is thrown on. */
export function unlessMissing(error: unknown): null {
  if (error instanceof ApiError && error.code === "not_found") return null;
  throw error;
}

/** A channel to browse. */
export interface PublicRoom extends RoomMeta {
  memberCount: number;
  joined: boolean;
}

export interface DirectoryEntry {
  id: PersonId;
  name: string;
  title: string;
  image: string | null;
  /** Null where the viewer may not know it. */
  email: string | null;
  /** Can sign in and be written to. */
  active: boolean;
}

export type PageQuery = { before: number } | { after: number } | { around: number } | { at: string };

/** One call of a route of the tenant. Throws ApiError. */
export type ApiCall = <T>(method: string, path: string, body?: object) => Promise<T>;

export interface RoomsApi {
  /** For the domains beside the rooms. */
  call: ApiCall;
  history(room: RoomId, query: PageQuery | null): Promise<HistoryPage>;
  /** The newest replies of a thread, or those before a seq. */
  thread(room: RoomId, root: number, before: number | null): Promise<ThreadPage>;
  /** One message, a reply too: what a permalink leads to. */
  message(room: RoomId, seq: number): Promise<MessageView>;
  /** The pinned messages, the latest pin first. */
  pins(room: RoomId): Promise<MessageView[]>;
  /** Every text a message had, oldest first; for its author and whoever runs the room or the tenant. */
  edits(room: RoomId, seq: number): Promise<MessageEdit[]>;
  /** The threads I follow, in all rooms: unread first, then by their last reply. */
  threads(cursor: string | null): Promise<{ threads: FollowedThread[]; nextCursor: string | null }>;
  /** Tells the administrators of a message. `already`: I did before. */
  report(
    room: RoomId,
    report: { seq: number; reason: ReportReason; note: string },
  ): Promise<{ status: "reported" | "already" }>;
  roomTicket(room: RoomId): Promise<Ticket>;
  inboxTicket(): Promise<Ticket>;
  createChannel(input: {
    name: string;
    topic: string;
    visibility: RoomVisibility;
    people: PersonId[];
  }): Promise<RoomMeta>;
  createDirect(people: PersonId[], name: string): Promise<RoomMeta>;
  browse(query: string, cursor: string | null): Promise<{ rooms: PublicRoom[]; nextCursor: string | null }>;
  change(room: RoomId, change: { name?: string; topic?: string; archived?: boolean }): Promise<RoomMeta>;
  join(room: RoomId): Promise<RoomMeta>;
  leave(room: RoomId): Promise<void>;
  people(): Promise<DirectoryEntry[]>;
  members(room: RoomId): Promise<RoomMember[]>;
  addMembers(room: RoomId, people: PersonId[]): Promise<void>;
  removeMember(room: RoomId, person: PersonId): Promise<void>;
  setRole(room: RoomId, person: PersonId, role: RoomRole): Promise<void>;
}

/** @param tenant the tenant's slug. @param device names this browser, so that its sockets count as one device. */
export function createRoomsApi(tenant: string, device: string, doFetch: typeof fetch = fetch): RoomsApi {
  const base = `/api/t/${encodeURIComponent(tenant)}`;

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await doFetch(base + path, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
    }).catch(() => {
      throw new ApiError("network", "There was no answer. Check the connection.");
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    throw toApiError(answer, response.status);
  }
  /** Repeats of one call carry one client id, so that a lost answer does not do it twice. */
  async function act<T>(method: "POST" | "PATCH" | "DELETE", path: string, body: object = {}): Promise<T> {
    const clientId = newId();
    // A DELETE has no body.
    const once = () =>
      method === "DELETE"
        ? call<T>(method, `${path}?clientId=${clientId}`)
        : call<T>(method, path, { clientId, ...body });
    return once().catch((error: unknown) => {
      if (error instanceof ApiError && error.code === "network") return once();
      throw error;
    });
  }
  const ticket = (path: string) =>
    call<Ticket>("POST", path, { device }).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === "unauthenticated") throw new TicketRefused("signed_out");
      if (error instanceof ApiError && (error.code === "not_found" || error.code === "forbidden"))
        throw new TicketRefused("gone");
      throw error;
    });
  const at = (room: RoomId) => `/rooms/${room}`;

  return {
    call,
    history: (room, query) =>
      call("GET", `${at(room)}/messages${query ? `?${new URLSearchParams(textOf(query))}` : ""}`),
    thread: (room, root, before) =>
      call("GET", `${at(room)}/threads/${root}${before === null ? "" : `?before=${before}`}`),
    message: async (room, seq) => (await call<{ message: MessageView }>("GET", `${at(room)}/messages/${seq}`)).message,
    pins: async (room) => (await call<{ messages: MessageView[] }>("GET", `${at(room)}/pins`)).messages,
    edits: async (room, seq) =>
      (await call<{ edits: MessageEdit[] }>("GET", `${at(room)}/messages/${seq}/edits`)).edits,
    threads: (cursor) => call("GET", `/threads${cursor ? `?${new URLSearchParams({ cursor })}` : ""}`),
    report: (room, { note, ...report }) => call("POST", `${at(room)}/reports`, { ...report, ...(note && { note }) }),
    roomTicket: (room) => ticket(`${at(room)}/ticket`),
    inboxTicket: () => ticket("/inbox/ticket"),
    createChannel: async ({ name, topic, visibility, people }) => {
      const body = { kind: "channel", name, visibility, ...(topic && { topic }), ...(people.length > 0 && { people }) };
      return (await act<{ room: RoomMeta }>("POST", "/rooms", body)).room;
    },
    createDirect: async (people, name) => {
      const body = people.length === 1 ? { kind: "dm", people } : { kind: "group", people, ...(name && { name }) };
      return (await act<{ room: RoomMeta }>("POST", "/rooms", body)).room;
    },
    browse: (query, cursor) =>
      call(
        "GET",
        `/rooms?${new URLSearchParams({ scope: "public", ...(query && { query }), ...(cursor && { cursor }) })}`,
      ),
    change: async (room, change) => (await act<{ room: RoomMeta }>("PATCH", at(room), change)).room,
    join: async (room) => (await act<{ room: RoomMeta }>("POST", `${at(room)}/join`)).room,
    leave: async (room) => void (await act("POST", `${at(room)}/leave`)),
    people: async () => {
      const { people } = await call<{ people: PersonRow[] }>("GET", "/people");
      return people.map(toDirectoryEntry);
    },
    members: async (room) => (await call<{ members: RoomMember[] }>("GET", `${at(room)}/members`)).members,
    addMembers: async (room, people) => void (await act("POST", `${at(room)}/members`, { people })),
    removeMember: async (room, person) => void (await act("DELETE", `${at(room)}/members/${person}`)),
    setRole: async (room, person, role) => void (await act("PATCH", `${at(room)}/members/${person}`, { role })),
  };
}

export interface PersonRow {
  id: PersonId;
  name: string;
  title: string;
  image: string | null;
  email: string | null;
  kind: "member" | "imported";
  deactivatedAt: number | null;
}

/** A row of the people list as the rooms use it. */
export function toDirectoryEntry({ id, name, title, image, email, kind, deactivatedAt }: PersonRow): DirectoryEntry {
  return { id, name, title, image, email, active: kind === "member" && deactivatedAt === null };
}

/** An error answer of any route as the one error of clients. */
export function toApiError(answer: unknown, status: number): ApiError {
  const error = typeof answer === "object" && answer !== null && "error" in answer ? (answer as ErrorBody).error : null;
  if (!error) return new ApiError(status === 404 ? "not_found" : "internal", `The server answered ${status}.`);
  return new ApiError(error.code, error.message, error.param ?? null, error.request_id);
}

function textOf(query: PageQuery): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)]));
}
