import type { KeyId, ReservationId, TenantId } from "@/lib/platform/ids";
import type { OpenCall, RatesLeft, Totals } from "@/lib/quotas/core/book";
import { RESERVATION_MS, tokensOf, type CallFacts, type LedgerRow } from "@/lib/quotas/core/ledger";
import type { KeyRecord, TenantPolicy } from "@/lib/quotas/protocol";
import { METER_SCHEMA } from "./schema";

/** A call with all that is kept of it. */
export interface StoredCall extends OpenCall, Omit<CallFacts, "userHash"> {
  left: RatesLeft;
}

/** Months whose totals are kept: this one and, for a tenant whose zone changes at its turn, the one before. */
const MONTHS_KEPT = 2;

/** The rows of a Meter, and whose it is. One that no key or policy ever reached writes nothing. */
export class MeterStore {
  readonly tenantId: TenantId;
  private readonly sql: SqlStorage;
  private readonly keys = new Map<KeyId, KeyRecord>();
  private policyNow: TenantPolicy | null;

  /** The store, or null while unborn. */
  static find(sql: SqlStorage): MeterStore | null {
    const born = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'calls'").toArray().length > 0;
    return born ? new MeterStore(sql) : null;
  }

  static bear(sql: SqlStorage, tenantId: TenantId): MeterStore {
    sql.exec(METER_SCHEMA);
    sql.exec("INSERT INTO meta (key, value) VALUES ('tenant', ?)", tenantId);
    return new MeterStore(sql);
  }

  private constructor(sql: SqlStorage) {
    this.sql = sql;
    this.tenantId = this.meta("tenant") as TenantId;
    this.policyNow = JSON.parse(String(this.meta("policy") ?? "null")) as TenantPolicy | null;
  }

  get policy(): TenantPolicy | null {
    return this.policyNow;
  }

  /** Takes a policy unless it has a newer one. */
  putPolicy(policy: TenantPolicy): void {
    if (this.policyNow !== null && this.policyNow.version > policy.version) return;
    this.sql.exec(
      "INSERT INTO meta (key, value) VALUES ('policy', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      JSON.stringify(policy),
    );
    this.policyNow = policy;
  }

  key(keyId: KeyId): KeyRecord | null {
    const known = this.keys.get(keyId);
    if (known) return known;
    const [row] = this.sql.exec<{ record: string }>("SELECT record FROM keys WHERE id = ?", keyId).toArray();
    if (!row) return null;
    const record = JSON.parse(row.record) as KeyRecord;
    this.keys.set(keyId, record);
    return record;
  }

  /** Takes a key unless it has a newer record of it. */
  putKey(key: KeyRecord): void {
    const known = this.key(key.keyId);
    if (known !== null && known.version > key.version) return;
    this.sql.exec(
      "INSERT OR REPLACE INTO keys (id, version, record) VALUES (?, ?, ?)",
      key.keyId,
      key.version,
      JSON.stringify(key),
    );
    this.keys.set(key.keyId, key);
  }

  insert(call: StoredCall): void {
    this.sql.exec(
      `INSERT INTO calls (id, key, user, month, at, kind, model, stream, tokens, cost, prompt_tokens, prompt_cost,
         key_left, user_left, due_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      call.id,
      call.keyId,
      call.user,
      call.month,
      call.at,
      call.kind,
      call.model,
      call.stream ? 1 : 0,
      call.tokens,
      call.cost,
      call.promptTokens,
      call.promptCost,
      call.left.key,
      call.left.user,
      call.at + RESERVATION_MS,
    );
  }

  /** What was known of an open call. */
  facts(id: ReservationId): CallFacts | null {
    const [row] = this.sql
      .exec<Pick<CallRow, "key" | "user" | "at" | "kind" | "model" | "prompt_tokens" | "prompt_cost">>(
        "SELECT key, user, at, kind, model, prompt_tokens, prompt_cost FROM calls WHERE id = ? AND settled = 0",
        id,
      )
      .toArray();
    if (!row) return null;
    return {
      id,
      at: row.at,
      keyId: row.key as KeyId,
      userHash: row.user,
      kind: row.kind as CallFacts["kind"],
      model: row.model,
      promptTokens: row.prompt_tokens,
      promptCost: row.prompt_cost,
    };
  }

  /** Writes what an open call came to: its ledger row and the totals of its subjects. Call it in a transaction. */
  settle(row: LedgerRow, month: string, subjects: readonly string[], now: number): void {
    const tokens = tokensOf(row);
    this.sql.exec(
      "UPDATE calls SET settled = 1, tokens = ?, cost = ?, event = ?, due_at = ? WHERE id = ?",
      tokens,
      row.cost,
      JSON.stringify(row),
      now,
      row.id,
    );
    for (const subject of subjects) {
      this.sql.exec(
        `INSERT INTO totals (month, subject, requests, tokens, cost) VALUES (?, ?, 1, ?, ?)
         ON CONFLICT (month, subject) DO UPDATE
         SET requests = requests + 1, tokens = tokens + excluded.tokens, cost = cost + excluded.cost`,
        month,
        subject,
        tokens,
        row.cost,
      );
    }
  }

  /** Everything since then, and every open call however old, in the order in which they began. */
  calls(since: number): { call: OpenCall; left: RatesLeft; settled: boolean }[] {
    return this.sql
      .exec<CallRow>(
        `SELECT id, key, user, month, at, stream, tokens, cost, key_left, user_left, settled FROM calls
         WHERE at > ? OR (settled = 0 AND due_at IS NOT NULL) ORDER BY at, id`,
        since,
      )
      .toArray()
      .map(({ id, key, user, month, at, stream, tokens, cost, key_left, user_left, settled }) => ({
        call: {
          id: id as ReservationId,
          keyId: key as KeyId,
          user,
          month,
          at,
          stream: stream === 1,
          tokens,
          cost,
        },
        left: { key: key_left, user: user_left },
        settled: settled === 1,
      }));
  }

  totals(): ({ month: string; subject: string } & Totals)[] {
    return this.sql
      .exec<{ month: string; subject: string; requests: number; tokens: number; cost: number }>(
        "SELECT month, subject, requests, tokens, cost FROM totals",
      )
      .toArray();
  }

  /** Removes what decides about nothing and is in Postgres. */
  tidy(before: number): void {
    this.sql.exec("DELETE FROM calls WHERE at < ? AND settled = 1 AND due_at IS NULL", before);
    this.sql.exec(
      `DELETE FROM totals WHERE month NOT IN (SELECT DISTINCT month FROM totals ORDER BY month DESC LIMIT ${MONTHS_KEPT})`,
    );
  }

  private meta(key: string): SqlStorageValue | null {
    const [row] = this.sql.exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key).toArray();
    return row?.value ?? null;
  }
}

interface CallRow extends Record<string, SqlStorageValue> {
  id: string;
  key: string;
  user: string | null;
  month: string;
  at: number;
  kind: string;
  model: string;
  stream: number;
  tokens: number;
  cost: number;
  prompt_tokens: number;
  prompt_cost: number;
  key_left: number | null;
  user_left: number | null;
  settled: number;
}
