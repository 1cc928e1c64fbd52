import pg from "pg";
import type { KeyLimits, KeyScope, TenantQuotas } from "@/lib/quotas/protocol";
import { parlor, until } from "./installation";
import { NO_LIMITS } from "./keys";

export interface Usage {
  requests: { used: number };
  tokens: { used: number; reserved: number };
  cost: { used: number; reserved: number };
  streams: { open: number };
}

/** One call of the ledger in Postgres. */
export interface LedgerRow {
  tag: string;
  requestId: string;
  end: string;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  cost: number;
}

/** A company that nobody else uses, so that what it has spent is what one test had it spend. */
export interface Company {
  id: string;
  key: string;
  /** This month's use, by its Meter. */
  usage(): Promise<Usage>;
  /** The same, once nothing is open any more. */
  settled(): Promise<Usage>;
  setQuotas(quotas: Partial<TenantQuotas>): Promise<void>;
  /** The ledger, once Postgres has so many calls. */
  ledger(calls: number): Promise<LedgerRow[]>;
}

const SCOPES: KeyScope[] = ["chat", "embeddings", "usage"];

export async function makeCompany(limits: Partial<KeyLimits> = {}): Promise<Company> {
  const slug = `c${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}`;
  const made = { name: slug, slug, ownerEmail: `${slug}@example.org`, tier: "enterprise" };
  const { id } = await operate<{ id: string }>("POST", "/admin/tenants", made);
  const wish = { name: "calls", scopes: SCOPES, limits: { ...NO_LIMITS, ...limits }, models: null, tools: null };
  const { text: key } = await operate<{ text: string }>("POST", `/admin/tenants/${id}/keys`, {
    ...{ ...wish, expiresAt: null },
  });
  const usage = async () => {
    const answer = await fetch(`${parlor.url}/v1/usage`, { headers: { authorization: `Bearer ${key}` } });
    if (!answer.ok) throw new Error(`Usage answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Usage;
  };
  return {
    ...{ id, key, usage },
    settled: async () => {
      let now = await usage();
      await until(async () => {
        now = await usage();
        return now.tokens.reserved === 0 && now.cost.reserved === 0 && now.streams.open === 0;
      });
      return now;
    },
    setQuotas: async (quotas) => {
      await operate("PUT", `/admin/tenants/${id}`, { quotas });
    },
    ledger: async (calls) => {
      let rows: LedgerRow[] = [];
      await until(async () => {
        rows = await readLedger(id);
        return rows.length >= calls;
      });
      return rows;
    },
  };
}

async function operate<T>(method: string, path: string, body: object): Promise<T> {
  const answer = await fetch(`${parlor.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${parlor.operator}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function readLedger(tenant: string): Promise<LedgerRow[]> {
  const client = new pg.Client({ connectionString: parlor.sqlUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.tenant_id', $1, true)", [tenant]);
    const { rows } = await client.query<LedgerRow>(
      `select tags[1] as tag, request_id as "requestId", "end", prompt_tokens::float8 as "promptTokens",
         completion_tokens::float8 as "completionTokens", cached_tokens::float8 as "cachedTokens", cost::float8 as cost
       from usage_events where tenant_id = $1`,
      [tenant],
    );
    await client.query("rollback");
    return rows;
  } finally {
    await client.end();
  }
}
