/** What the demo company's reports are about: sixty days of conversations and model calls, made up, the same in every demo. */
import { randomOf, type Random } from "@/bench/archive/random";
import type { TenantDb } from "@/db/client";
import { endApiKey, findApiKey, insertApiKey } from "@/db/queries/api-keys";
import { projectConversation } from "@/db/queries/conversations";
import { insertUsage } from "@/db/queries/usage";
import { senseOf } from "@/lib/assistant/core/intent";
import type { KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import {
  derivedId,
  type ConversationId,
  type KeyId,
  type PersonId,
  type ProjectId,
  type ReservationId,
  type VisitorId,
} from "@/lib/platform/ids";
import { MADE_UP, type LedgerRow } from "@/lib/quotas/core/ledger";
import { demoProjectId } from "./assistant";
import { VISITOR_TALK, type VisitorTalk } from "./visitor-talk";

const DAYS = 60;
const DAY_MS = 86_400_000;
const AT_ONCE = 8;
const ROWS_AT_ONCE = 500;
/** Whose trials are over: nobody has these keys. */
const KEYS = ["Booking system (trial)", "Nightly summaries (trial)"] as const;

/** Every id is derived from what it is, so a second run adds nothing. */
export async function makePastUse(db: TenantDb, owner: PersonId): Promise<void> {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  const project = await demoProjectId();
  const keys = await Promise.all(KEYS.map((name) => endedKey(db, owner, name, today)));
  const talks: (() => Promise<void>)[] = [];
  const calls: LedgerRow[] = [];
  for (let daysAgo = DAYS; daysAgo >= 1; daysAgo--) {
    const random = randomOf(daysAgo);
    const day = today - daysAgo * DAY_MS;
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    // A little more from week to week.
    const busy = (isWeekend ? 0.4 : 1) * (1 - daysAgo / (DAYS * 2));
    for (let nth = Math.round((4 + random.below(7)) * busy); nth > 0; nth--) {
      const talk = await talkOf(random, project, day, `${daysAgo}/${nth}`);
      talks.push(() => projectConversation(db, talk.conversation, talk.messages));
      calls.push(...talk.calls);
    }
    for (let nth = Math.round((10 + random.below(14)) * busy); nth > 0; nth--)
      calls.push(await callOf(random, random.pick(keys), day, `${daysAgo}/${nth}`));
  }
  for (let from = 0; from < talks.length; from += AT_ONCE)
    await Promise.all(talks.slice(from, from + AT_ONCE).map((write) => write()));
  for (let from = 0; from < calls.length; from += ROWS_AT_ONCE)
    await insertUsage(db, calls.slice(from, from + ROWS_AT_ONCE));
}

/** Made and ended again. Its hash is that of no key. */
async function endedKey(db: TenantDb, owner: PersonId, name: string, nowMs: number): Promise<KeyId> {
  const id = await derivedId<KeyId>("demo", "key", name);
  if (await findApiKey(db, id)) return id;
  const limits = {
    requestsPerMinute: null,
    burst: null,
    tokensPerHour: null,
    concurrentStreams: null,
    costPerMonth: null,
  };
  const key = {
    id,
    name,
    secretHash: id,
    shown: "trial",
    scopes: ["chat" as const],
    limits,
    models: null,
    tools: null,
  };
  const made = { nowMs: nowMs - DAYS * DAY_MS, max: KEYS.length };
  await insertApiKey(db, { ...key, createdBy: owner, expiresAt: null }, made);
  await endApiKey(db, id, nowMs);
  return id;
}

interface Talk {
  conversation: KeptConversation;
  messages: KeptMessage[];
  calls: LedgerRow[];
}

async function talkOf(random: Random, projectId: ProjectId, day: number, name: string): Promise<Talk> {
  const id = await derivedId<ConversationId>("demo", "conversation", name);
  const visitorId = await derivedId<VisitorId>("demo", "visitor", name);
  const first = random.pick(VISITOR_TALK);
  const createdAt = momentOf(random, day);
  const messages: KeptMessage[] = [];
  const calls: LedgerRow[] = [];
  const asked = [first, ...VISITOR_TALK.filter(({ language }) => language === first.language)].slice(
    ...(random.next() < 0.6 ? [0, 1] : [0, 2 + random.below(2)]),
  );
  for (const [at, talk] of asked.entries()) {
    const turn = at + 1;
    const answer = answerOf(random, talk, { turn, at: createdAt + at * 70_000 });
    messages.push(
      {
        seq: turn * 2 - 1,
        turn,
        role: "visitor",
        text: talk.question,
        state: "complete",
        citations: [],
        at: createdAt + at * 70_000,
        version: 1,
      },
      answer,
    );
    const call = await derivedId<ReservationId>("demo", "call", "answer", `${name}/${turn}`);
    calls.push(
      usageOf(random, { id: call, at: createdAt + at * 70_000, keyId: projectId as string as KeyId }, EXTRACT),
    );
  }
  const votes = messages.map(({ vote }) => vote);
  const last = messages.at(-1);
  const conversation: KeptConversation = {
    ...{ id, projectId, visitorId, visitorName: null, anonymous: true, language: first.language, pageUrl: null },
    ...{ pageTitle: null, version: 1, state: "archived", lastSeq: messages.length, turns: asked.length },
    ...{ preview: first.question, outcome: last?.outcome ?? null, createdAt, updatedAt: last?.at ?? createdAt },
    ups: votes.filter((vote) => vote === "up").length,
    downs: votes.filter((vote) => vote === "down").length,
    archivedAt: (last?.at ?? createdAt) + 3_600_000,
  };
  return { conversation, messages, calls };
}

function answerOf(random: Random, talk: VisitorTalk, { turn, at }: { turn: number; at: number }): KeptMessage {
  const { answer: text, outcome } = talk;
  const firstTokenMs = took(random, 90);
  const totalMs = firstTokenMs + took(random, 420);
  const vote = random.next() < 0.3 ? votes(random, outcome) : undefined;
  return {
    ...{ seq: turn * 2, turn, role: "assistant", text, state: "complete", citations: [], outcome, version: 1 },
    ...{ at: at + totalMs, ...(vote ? { vote } : {}) },
    trace: {
      ...{ confidence: outcome === "answered" ? 0.6 + random.next() * 0.4 : random.next() * 0.3, method: "words" },
      ...{ retrievalMs: 4 + random.below(20), passages: [], model: EXTRACT.model, provider: EXTRACT.provider },
      ...{ routeReason: "the built-in model", firstTokenMs, totalMs, redacted: [], droppedQuotes: 0 },
      ...{ intent: outcome === "refused" ? "other" : "question", sentiment: "neutral" },
      ...{ injection: outcome === "refused" ? 0.9 : 0, refused: outcome === "refused" ? "system text" : null },
      ...senseOf(talk.question),
    },
  };
}

function votes(random: Random, outcome: VisitorTalk["outcome"]): "up" | "down" {
  return random.next() < (outcome === "answered" ? 0.9 : 0.25) ? "up" : "down";
}

interface DemoModel {
  model: string;
  provider: string;
  /** Nano US dollars for a token that is read, and for one that is written. */
  reads: number;
  writes: number;
  ms: number;
}

const EXTRACT: DemoModel = { model: "parlor/extract", provider: "parlor", reads: 0, writes: 0, ms: 90 };
/** Named so that nobody takes them for real ones. */
const MODELS: readonly DemoModel[] = [
  { model: "demo/small", provider: "demo", reads: 150, writes: 600, ms: 260 },
  { model: "demo/small", provider: "demo", reads: 150, writes: 600, ms: 260 },
  { model: "demo/large", provider: "demo", reads: 2_500, writes: 10_000, ms: 620 },
];

async function callOf(random: Random, keyId: KeyId, day: number, name: string): Promise<LedgerRow> {
  const id = await derivedId<ReservationId>("demo", "call", "key", name);
  return usageOf(random, { id, at: momentOf(random, day), keyId }, random.pick(MODELS));
}

function usageOf(random: Random, call: Pick<LedgerRow, "id" | "at" | "keyId">, of: DemoModel): LedgerRow {
  const end = random.next() < 0.965 ? "ok" : random.next() < 0.4 ? "aborted" : "failed";
  const promptTokens = 300 + random.below(2_200);
  const completionTokens = end === "failed" ? 0 : 40 + random.below(500);
  const firstTokenMs = end === "failed" ? null : took(random, of.ms);
  return {
    ...call,
    ...{ kind: "chat", model: of.model, provider: of.provider, end, promptTokens, completionTokens },
    ...{ cachedTokens: 0, reasoningTokens: 0, estimated: false, priceVersion: MADE_UP },
    cost: promptTokens * of.reads + completionTokens * of.writes,
    firstTokenMs,
    totalMs: (firstTokenMs ?? of.ms) + completionTokens * 8,
    ...{ attempts: 1, routeReason: "asked for", tags: [], sessionId: null, userHash: null, requestId: null },
  };
}

/** Most of it in the hours in which people buy tents. */
function momentOf(random: Random, day: number): number {
  const hour = 7 + (random.next() + random.next()) * 7.5;
  return day + Math.floor(hour * 3_600_000);
}

/** Around a median, with a few that take long. */
function took(random: Random, medianMs: number): number {
  return Math.round(medianMs * Math.exp((random.next() + random.next() + random.next() - 1.5) * 0.9));
}
