import { expect, it } from "vitest";
import { newId, type KeyId } from "@/lib/platform/ids";
import { withDatabase } from "../testing/database";
import { keyChoices, usageRow } from "../testing/estate";
import { findApiKey, insertApiKey } from "./api-keys";
import { insertUsage, sumUsage, touchKeys } from "./usage";

const database = withDatabase();
const DAY = Date.UTC(2030, 2, 17);
const HOUR = 3_600_000;

it("writes every figure of a call, and a call that comes again stays as it is", async () => {
  const db = database.tenant();
  const row = usageRow({
    at: DAY + 1.5 * HOUR + 7,
    end: "aborted",
    estimated: true,
    cost: 9_007_199_254_740_991,
    firstTokenMs: null,
    tags: ["a,b", 'quote"', "{}"],
    sessionId: "ses",
    userHash: "user",
    requestId: "req",
  });
  await insertUsage(db, [row]);
  await insertUsage(db, [{ ...row, cost: 1 }, usageRow({ at: DAY })]);
  const rows = await database.admin("select * from usage_events where tenant_id = $1 order by cost desc", [
    db.tenantId,
  ]);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    id: row.id,
    at: new Date(row.at),
    key_id: row.keyId,
    kind: "chat",
    model: "fake/small",
    provider: "fake",
    end: "aborted",
    prompt_tokens: "7",
    completion_tokens: "3",
    cached_tokens: "2",
    reasoning_tokens: "1",
    estimated: true,
    cost: "9007199254740991",
    price_version: "1",
    first_token_ms: null,
    total_ms: 20,
    attempts: 1,
    route_reason: "asked for",
    tags: ["a,b", 'quote"', "{}"],
    session_id: "ses",
    user_hash: "user",
    request_id: "req",
  });
});

it("adds up by day in a zone, by model and by key, within its time", async () => {
  const db = database.tenant();
  const [one, other] = [newId<KeyId>(), newId<KeyId>()];
  await insertUsage(db, [
    usageRow({ at: DAY - 1, keyId: one }),
    usageRow({ at: DAY, keyId: one, end: "aborted" }),
    usageRow({ at: DAY + 18 * HOUR, keyId: one, end: "cut", estimated: true, model: "fake/large", cost: 50_000 }),
    usageRow({ at: DAY + 19 * HOUR, keyId: other, end: "failed", promptTokens: 0, completionTokens: 0, cost: 0 }),
    usageRow({ at: DAY + 24 * HOUR, keyId: other }),
  ]);
  const within = { from: DAY, until: DAY + 24 * HOUR };
  expect(await sumUsage(db, { ...within, by: "day" })).toEqual([
    {
      group: "2030-03-17",
      requests: 3,
      failed: 2,
      promptTokens: 14,
      completionTokens: 6,
      cachedTokens: 6,
      reasoningTokens: 3,
      estimated: 1,
      cost: 51_000,
    },
  ]);
  const days = await sumUsage(db, { ...within, by: "day", zone: "Asia/Kolkata" });
  expect(days.map(({ group, requests }) => [group, requests])).toEqual([
    ["2030-03-17", 2],
    ["2030-03-18", 1],
  ]);
  const by = async (what: "model" | "key") =>
    (await sumUsage(db, { ...within, by: what })).map(({ group, requests, cost }) => [group, requests, cost]);
  expect(await by("model")).toEqual([
    ["fake/large", 1, 50_000],
    ["fake/small", 2, 1_000],
  ]);
  expect(await by("key")).toEqual([
    [one, 2, 51_000],
    [other, 1, 0],
  ]);
});

it("notes when keys were last used, never an earlier moment, and knows no other tenant's", async () => {
  const db = database.tenant();
  const person = await database.person(db);
  const id = newId<KeyId>();
  const key = { id, secretHash: newId(), shown: "pk", createdBy: person, expiresAt: null, ...keyChoices("mine") };
  await insertApiKey(db, key, { nowMs: DAY, max: 10 });
  const lastUsed = async () => (await findApiKey(db, id))?.view.lastUsedAt;
  await touchKeys(db, new Map([[id, DAY + HOUR]]));
  await touchKeys(db, new Map([[id, DAY]]));
  await touchKeys(database.tenant(), new Map([[id, DAY + 2 * HOUR]]));
  expect(await lastUsed()).toBe(DAY + HOUR);
});
