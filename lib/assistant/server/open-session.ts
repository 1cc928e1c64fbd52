import * as z from "zod/mini";
import { AppError } from "@/lib/platform/errors";
import type { Env } from "@/lib/platform/env";
import { type ConversationId, derivedId, newId, type VisitorId } from "@/lib/platform/ids";
import { sha256Hex } from "@/lib/platform/sha256";
import { proveVisitor } from "@/lib/projects/server/prove-visitor";
import type { ProjectFacts } from "@/lib/projects/protocol";
import { cleanPage } from "../core/parse-frame";
import { languageOf } from "../core/words";
import type { SessionGrant } from "../protocol";
import { visitorLimits } from "./limits";
import { type VisitBindings, visitGateOf, visitOf } from "./objects";
import { mintSession, mintVisitorTicket, type SessionClaims, verifySession } from "./session-token";
import { challengeOf, verifyChallenge } from "./turnstile";

export const sessionAsk = z.object({
  token: z.optional(z.string().check(z.maxLength(4_096))),
  session: z.optional(z.string().check(z.maxLength(2_048))),
  turnstile: z.optional(z.string().check(z.maxLength(2_048))),
  page: z.optional(z.object({ url: z.string(), title: z.string() })),
  language: z.optional(z.string().check(z.maxLength(35))),
});
type Ask = z.infer<typeof sessionAsk>;

export interface OpenDeps {
  bindings: VisitBindings & { VISIT_GATE: { getByName(name: string): unknown } };
  env: Env;
  facts: ProjectFacts;
  /** Null where the platform does not say. */
  ip: string | null;
  now: number;
}

interface Visitor {
  visitorId: VisitorId;
  name: string | null;
  anonymous: boolean;
}

/** Goes on with the conversation of an earlier session, or begins one, for whoever the visitor proves to be. */
export async function openSession(deps: OpenDeps, ask: Ask): Promise<SessionGrant> {
  const { env, facts, now } = deps;
  if (facts.paused || !facts.tenantActive) throw new AppError("unavailable", "The assistant is not available.");
  const proved = ask.token === undefined ? null : await provedVisitor(deps, ask.token);
  const earlier = ask.session === undefined ? null : await verifySession(env.TICKET_SECRET, ask.session, now);
  const goesOn = earlier && isOf(earlier, facts) && (!proved || proved.visitorId === earlier.visitor) ? earlier : null;
  if (goesOn && (await enter(deps, ask, goesOn.conversation, visitorOf(goesOn, proved)))) {
    return grant(deps, goesOn, proved?.name ?? null, true);
  }
  const visitor = proved ?? (await anonymousVisitor(deps, ask));
  const conversation = newId<ConversationId>();
  const claims: SessionClaims = {
    ...{ tenant: facts.tenantId, project: facts.id, conversation },
    ...{ visitor: visitor.visitorId, anonymous: visitor.anonymous },
  };
  if (!(await enter(deps, ask, conversation, visitor))) throw new AppError("unavailable", "Try again in a moment.");
  return grant(deps, claims, visitor.name, false);
}

async function provedVisitor({ facts, now }: OpenDeps, token: string): Promise<Visitor> {
  const proof = await proveVisitor(facts, token, now);
  if (!proof.ok) throw new AppError("unauthenticated", proof.message, { param: `token.${proof.code}` });
  const { sub, name } = proof.visitor;
  return { visitorId: await derivedId<VisitorId>(facts.tenantId, facts.id, "visitor", sub), name, anonymous: false };
}

async function anonymousVisitor(deps: OpenDeps, ask: Ask): Promise<Visitor> {
  const { bindings, env, facts, ip } = deps;
  if (!facts.allowAnonymous) throw new AppError("unauthenticated", "Sign in on this site to use the assistant.");
  await requireChallenge(deps, ask.turnstile);
  const caller = await sha256Hex(`${facts.tenantId}|${env.TICKET_SECRET}|${networkOf(ip)}`);
  const passed = await visitGateOf(bindings, facts.tenantId, caller).pass(
    visitorLimits(env.VISITOR_LIMITS).sessionsPerHourAndIp,
  );
  if (passed.status === "refused") {
    const { retryAfterMs } = passed;
    throw new AppError("rate_limited", "Too many conversations were begun from here. Try again later.", {
      retryAfterMs,
    });
  }
  return { visitorId: newId<VisitorId>(), name: null, anonymous: true };
}

async function requireChallenge({ env, facts, ip }: OpenDeps, token: string | undefined): Promise<void> {
  const challenge = facts.requireTurnstile ? challengeOf(env) : null;
  if (!challenge) return;
  if (token === undefined) throw new AppError("forbidden", "Show first that you are a person.", { param: "turnstile" });
  const hostnames = env.appOrigins.map((origin) => new URL(origin).hostname);
  const verified = await verifyChallenge(challenge, { token, ip, hostnames });
  if (verified === "away") {
    throw new AppError("unavailable", "The check could not be made. Try again in a moment.", {
      ...{ param: "turnstile", retryAfterMs: 2_000 },
    });
  }
  if (verified === "refused") throw new AppError("forbidden", "The check did not pass.", { param: "turnstile" });
}

async function enter(
  { bindings, facts }: OpenDeps,
  { page, language }: Ask,
  conversationId: ConversationId,
  { visitorId, name, anonymous }: Visitor,
): Promise<boolean> {
  const { status } = await visitOf(bindings, facts.tenantId, conversationId).enter({
    ...{ tenantId: facts.tenantId, projectId: facts.id, conversationId, visitorId, name, anonymous },
    language: languageOf(language, facts.language),
    page: page ? cleanPage(page) : null,
  });
  return status === "open";
}

async function grant(
  { env, now }: OpenDeps,
  claims: SessionClaims,
  name: string | null,
  restored: boolean,
): Promise<SessionGrant> {
  const [session, ticket] = await Promise.all([
    mintSession(env.TICKET_SECRET, claims, now),
    mintVisitorTicket(env.TICKET_SECRET, claims, now),
  ]);
  const { conversation, anonymous } = claims;
  return { conversation, session, ticket, visitor: { name, anonymous }, restored };
}

function visitorOf({ visitor, anonymous }: SessionClaims, proved: Visitor | null): Visitor {
  return proved ?? { visitorId: visitor, name: null, anonymous };
}

function isOf({ tenant, project }: SessionClaims, { tenantId, id }: ProjectFacts): boolean {
  return tenant === tenantId && project === id;
}

/** An IPv6 network is one household: its first 64 bits. */
function networkOf(ip: string | null): string {
  if (ip === null || !ip.includes(":")) return ip ?? "";
  const [head = "", tail = ""] = ip.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const zeros = ip.includes("::") ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0") : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}
