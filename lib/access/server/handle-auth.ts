import { readJson } from "@/lib/http/read-json";
import { BODY_BYTES_MAX } from "@/lib/http/route";
import { requestIdOf } from "@/lib/http/request-id";
import { requireOrigin } from "@/lib/http/require-origin";
import { logRequest, respondError, respondJson } from "@/lib/http/respond";
import { AppError, databaseAway, toErrorBody, type ErrorCode } from "@/lib/platform/errors";
import { authDb } from "@/db/client";
import { countUse, forgetUses } from "@/db/queries/rate";
import { authDoor } from "../core/auth-paths";
import { getAuth } from "./auth";
import { readChangeToken } from "./change-token";
import type { WebRuntime } from "./web-bindings";

/** Tries of one account's password, from wherever they come, until the next success. */
const PASSWORD_TRIES = { max: 20, windowMs: 15 * 60_000 };

/**
 * The HTTP door to better-auth: the paths in use only, JSON only, our origin only, and errors with the product's error
 * beside better-auth's own two fields (its client reads those).
 */
export async function handleAuth(request: Request, runtime: WebRuntime): Promise<Response> {
  const requestId = requestIdOf(request);
  const startedMs = Date.now();
  const response = await answer(request, runtime, requestId).catch((error: unknown) =>
    respondError(request, requestId, error),
  );
  logRequest(request, requestId, response.status, startedMs);
  return response;
}

async function answer(request: Request, runtime: WebRuntime, requestId: string): Promise<Response> {
  const door = authDoor(request.method, new URL(request.url).pathname);
  if (!door.open) {
    throw new AppError(door.reason, door.reason === "not_found" ? "There is nothing here." : "Not with this method.");
  }
  // A browser that returns from the provider comes from another site, by a GET that a one-time state protects.
  if (!door.fromProvider) requireOrigin(request, runtime.env.appOrigins);
  if (door.path === "/verify-email") await requireNoChange(request, runtime);
  const body = request.method === "POST" ? (await readJson(request, BODY_BYTES_MAX)).value : null;
  const account = door.path === "/sign-in/email" ? await countTry(runtime, body?.email) : null;
  const forwarded = new Request(request.url, {
    method: request.method,
    headers: withoutLength(request.headers),
    ...(body && { body: JSON.stringify(body) }),
  });
  const response = await getAuth(runtime, { oidc: door.oidc }).handler(forwarded);
  if (account && response.ok) await forgetUses(authDb(runtime.env), account);
  return finish(response, requestId);
}

/** A change of address is approved and finished by the verbs of this folder, which ask for more than a link. */
async function requireNoChange(request: Request, runtime: WebRuntime): Promise<void> {
  for (const token of new URL(request.url).searchParams.getAll("token")) {
    if (await readChangeToken(runtime.env, token)) throw new AppError("not_found", "There is nothing here.");
  }
}

/**
 * Counts a try of an account's password; the key is a hash, so the table holds no addresses. A known and an unknown
 * address are counted alike.
 */
async function countTry(runtime: WebRuntime, email: unknown): Promise<string | null> {
  if (typeof email !== "string") return null;
  const bytes = new TextEncoder().encode(
    `${runtime.env.BETTER_AUTH_SECRET}|${email.trim().toLowerCase().slice(0, 254)}`,
  );
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const key = `password|${Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const nowMs = Date.now();
  const { count, endsAtMs } = await countUse(authDb(runtime.env), key, PASSWORD_TRIES.windowMs, nowMs);
  if (count <= PASSWORD_TRIES.max) return key;
  throw new AppError("rate_limited", "Too many tries. Wait a while, or reset the password.", {
    retryAfterMs: endsAtMs - nowMs,
  });
}

const CODE_OF_STATUS: Partial<Record<number, ErrorCode>> = {
  400: "invalid_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  415: "unsupported_media_type",
  422: "invalid_request",
  429: "rate_limited",
};

async function finish(response: Response, requestId: string): Promise<Response> {
  if (response.status < 400) {
    const headers = new Headers(response.headers);
    headers.set("cache-control", "no-store");
    headers.set("x-request-id", requestId);
    headers.set("x-content-type-options", "nosniff");
    return new Response(response.body, { status: response.status, headers });
  }
  if (response.status === 503) throw databaseAway();
  const said = await readRefusal(response);
  const code = CODE_OF_STATUS[response.status] ?? "internal";
  const retryAfter = Number(response.headers.get("x-retry-after") ?? 0);
  const details = retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {};
  const shaped = toErrorBody(
    new AppError(code, code === "internal" ? "Something went wrong on our side." : said.message, details),
    requestId,
  );
  const answered = respondJson(requestId, shaped.status, {
    ...shaped.body,
    code: code === "internal" ? "INTERNAL" : said.code,
    message: shaped.body.error.message,
  });
  if (retryAfter > 0) answered.headers.set("retry-after", String(retryAfter));
  for (const cookie of response.headers.getSetCookie()) answered.headers.append("set-cookie", cookie);
  return answered;
}

async function readRefusal(response: Response): Promise<{ code: string; message: string }> {
  const body: unknown = await response.json().catch(() => null);
  const fields = typeof body === "object" && body !== null ? body : {};
  const code = "code" in fields && typeof fields.code === "string" ? fields.code : "REFUSED";
  const message =
    "message" in fields && typeof fields.message === "string" ? fields.message : "The request was refused.";
  return { code, message };
}

function withoutLength(headers: Headers): Headers {
  const copy = new Headers(headers);
  copy.delete("content-length");
  return copy;
}
