import { Hono } from "hono";
import * as z from "zod/mini";
import { readJson } from "@/lib/http/read-json";
import { requireOrigin } from "@/lib/http/require-origin";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { isUuid } from "@/lib/platform/ids";
import { projectFacts } from "@/lib/projects/server/project-facts";
import { VISITOR_LIMITS, VISITOR_PROTOCOL } from "../protocol";
import { embedDocument, noDocument } from "./embed-document";
import { type OpenDeps, openSession, sessionAsk } from "./open-session";
import { visitOf } from "./objects";
import { type SessionClaims, verifySession } from "./session-token";
import { visitRequest } from "./visit-request";

type App = { Bindings: OpenDeps["bindings"]; Variables: { requestId: string } };

const PLACE = /^\d{1,15}$/;
const AT = /^(\d{1,15})\.(\d{1,15})$/;
/** Frames of one POST. */
const FRAMES_MAX = 20;
const NO_STORE = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/**
 * The doors of the embedded assistant, on the realtime Worker. Nothing here knows a cookie: who a visitor is, a signed
 * token says. Only the panel's own frame, which is of our origin, may ask.
 */
export const embedRoutes = new Hono<App>()
  .get("/conversations/:conversation/events", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const claims = await requireSession(c.req.raw, env.TICKET_SECRET, c.req.param("conversation"));
    const { v, since = "0", at } = c.req.query();
    if (v !== undefined && v !== String(VISITOR_PROTOCOL)) {
      throw new AppError("upgrade_required", "This version of the protocol is no longer spoken.", { param: "v" });
    }
    if (!PLACE.test(since)) throw new AppError("invalid_request", "since is a whole number.", { param: "since" });
    const [, seq, length] = AT.exec(at ?? "") ?? [];
    if (at !== undefined && seq === undefined) {
      throw new AppError("invalid_request", "at is seq.length.", { param: "at" });
    }
    const held = seq === undefined ? {} : { at: { seq: Number(seq), length: Number(length) } };
    const answer = await visitOf(c.env, claims.tenant, claims.conversation).fetch(
      visitRequest({ kind: "stream", claims, since: Number(since), ...held }),
    );
    if (answer.status === 404) throw sessionOver();
    return answer;
  })
  .post("/conversations/:conversation/frames", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const claims = await requireSession(c.req.raw, env.TICKET_SECRET, c.req.param("conversation"));
    const { value: body } = await readJson(c.req.raw, VISITOR_LIMITS.frameBytesMax * 2);
    const frames = "frames" in body ? body.frames : [body];
    if (!Array.isArray(frames) || frames.length > FRAMES_MAX) {
      throw new AppError("invalid_request", `Send one frame, or at most ${FRAMES_MAX}.`, { param: "frames" });
    }
    if (!(await visitOf(c.env, claims.tenant, claims.conversation).post(claims, frames))) throw sessionOver();
    return c.json({ taken: frames.length }, 202, NO_STORE);
  })
  .post("/:publicKey/session", async (c) => {
    const env = parseEnv(c.env);
    requireOrigin(c.req.raw, env.appOrigins);
    const facts = await projectFacts(env, c.req.param("publicKey"));
    if (!facts) throw new AppError("not_found", "There is no such assistant.");
    const { value } = await readJson(c.req.raw, VISITOR_LIMITS.frameBytesMax);
    const asked = z.safeParse(sessionAsk, value);
    if (!asked.success) {
      const param = asked.error.issues[0]?.path.join(".") ?? "";
      throw new AppError("invalid_request", "This is no question for a session.", { param });
    }
    const ip = c.req.header("cf-connecting-ip") ?? null;
    const deps = { bindings: c.env, env, facts, ip, now: Date.now() };
    return c.json(await openSession(deps, asked.data), 200, NO_STORE);
  })
  .get("/:publicKey", async (c) => {
    const env = parseEnv(c.env);
    const publicKey = c.req.param("publicKey");
    const facts = await projectFacts(env, publicKey);
    if (!facts) return noDocument();
    const { origin } = new URL(c.req.url);
    return embedDocument(env, publicKey, facts, { origin, language: c.req.query("lang") });
  });

/** Foreign, ended and missing ones are one and the same. */
async function requireSession(request: Request, secret: string, conversation: string): Promise<SessionClaims> {
  const [, token = ""] = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  const claims = isUuid(conversation) ? await verifySession(secret, token, Date.now()) : null;
  if (!claims || claims.conversation !== conversation) throw sessionOver();
  return claims;
}

function sessionOver(): AppError {
  return new AppError("unauthenticated", "This session is over. Ask for another one.");
}
