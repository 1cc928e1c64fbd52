import { SignJWT } from "jose";
import type { ErrorBody } from "@/lib/platform/errors";
import {
  IMPORT_AUDIENCE,
  IMPORT_TOKEN_SECONDS,
  type FinishRoom,
  type FinishRoomAnswer,
  type ImportEvents,
  type ImportEventsAnswer,
  type ImportPeople,
  type ImportPeopleAnswer,
  type ImportRoom,
  type ImportRoomAnswer,
  type OpenImport,
  type OpenImportAnswer,
} from "../protocol";
import { ImportProblem } from "./problem";

/** The steps of an import, each safe to repeat. */
export interface ImportClient {
  open(step: OpenImport): Promise<OpenImportAnswer>;
  people(step: ImportPeople): Promise<ImportPeopleAnswer>;
  room(step: ImportRoom): Promise<ImportRoomAnswer>;
  events(step: ImportEvents): Promise<ImportEventsAnswer>;
  finish(step: FinishRoom): Promise<FinishRoomAnswer>;
}

export interface ImportTarget {
  url: string;
  tenant: string;
  secret: string;
}

const TRIES = 6;
const TRY_TIMEOUT_MS = 60_000;

/** Talks to the realtime Worker. A broken connection or a busy server is tried again, since every step may be repeated. */
export function connectImport(target: ImportTarget): ImportClient {
  const post =
    <A>(step: string) =>
    (body: object) =>
      send<A>(target, step, body);
  return {
    open: post("open"),
    people: post("people"),
    room: post("room"),
    events: post("events"),
    finish: post("finish"),
  };
}

async function send<A>(target: ImportTarget, step: string, body: object): Promise<A> {
  const url = new URL(`/internal/import/${encodeURIComponent(target.tenant)}/${step}`, target.url);
  const payload = JSON.stringify(body);
  for (let tries = 1; ; tries++) {
    const answer = await attempt<A>(url, payload, await tokenFor(target));
    if (answer.ok) return answer.value;
    if (!answer.retry || tries === TRIES) throw problemOf(target, answer);
    await new Promise((resolve) => setTimeout(resolve, Math.min(8_000, 250 * 2 ** tries) * (0.5 + Math.random() / 2)));
  }
}

type Attempt<A> =
  | { ok: true; value: A }
  | { ok: false; retry: boolean; status: number; error: ErrorBody["error"] | null; cause?: unknown };

async function attempt<A>(url: URL, payload: string, token: string): Promise<Attempt<A>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: payload,
      signal: AbortSignal.timeout(TRY_TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, value: JSON.parse(text) as A };
    return {
      ok: false,
      retry: response.status >= 500 || response.status === 429,
      status: response.status,
      error: errorOf(text),
    };
  } catch (cause) {
    return { ok: false, retry: true, status: 0, error: null, cause };
  }
}

function errorOf(text: string): ErrorBody["error"] | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "error" in body ? (body as ErrorBody).error : null;
  } catch {
    return null;
  }
}

function problemOf(
  target: ImportTarget,
  { status, error, cause }: Extract<Attempt<unknown>, { ok: false }>,
): ImportProblem {
  if (status === 0)
    return new ImportProblem(
      `--url ${target.url}: Parlor does not answer there. Start it, then run the same command again.`,
      { cause },
    );
  if (status === 401)
    return new ImportProblem(`--data: the secret found there is not the one of the Parlor at ${target.url}.`);
  if (status === 404 && error?.param === "tenant")
    return new ImportProblem(`--tenant ${target.tenant}: there is no such tenant at ${target.url}.`);
  if (error === null)
    return new ImportProblem(`--url ${target.url}: what answers there is not Parlor (HTTP ${status}).`);
  return new ImportProblem(
    `Parlor refused a step: ${error.message} (${error.code}, request ${error.request_id}). Run the same command again to go on.`,
  );
}

let minted: { secret: string; tenant: string; token: string; until: number } | null = null;

async function tokenFor({ secret, tenant }: ImportTarget): Promise<string> {
  if (minted && minted.secret === secret && minted.tenant === tenant && minted.until > Date.now()) return minted.token;
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setAudience(IMPORT_AUDIENCE)
    .setSubject(tenant)
    .setIssuedAt()
    .setExpirationTime(`${IMPORT_TOKEN_SECONDS}s`)
    .sign(new TextEncoder().encode(secret));
  minted = { secret, tenant, token, until: Date.now() + (IMPORT_TOKEN_SECONDS - 120) * 1000 };
  return token;
}
