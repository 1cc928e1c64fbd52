import { DurableObject } from "cloudflare:workers";
import { addTotals, NO_CALLS } from "@/lib/observe/core/call-totals";
import type { CallTotals, InstallationPulse, Round, TenantPulse } from "@/lib/observe/protocol";
import type { InstallationRpc } from "@/lib/observe/server/objects";
import type { TenantId } from "@/lib/platform/ids";

const SCHEMA = "CREATE TABLE IF NOT EXISTS tenants (tenant TEXT PRIMARY KEY, pulse TEXT NOT NULL) WITHOUT ROWID";

/**
 * What the minute's rounds found in all tenants, for metrics and for operators: one object of the installation, told once
 * a minute. Whoever reads it wakes nobody else. Only what changed is written.
 */
export class Installation extends DurableObject<RealtimeEnv> implements InstallationRpc {
  private tenants: Map<TenantId, string> | null = null;

  async note(round: Round): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      const { kv, sql } = this.ctx.storage;
      const known = this.known();
      for (const pulse of round.pulses) {
        const text = JSON.stringify(pulse);
        if (known.get(pulse.tenant) === text) continue;
        sql.exec("INSERT OR REPLACE INTO tenants (tenant, pulse) VALUES (?, ?)", pulse.tenant, text);
        known.set(pulse.tenant, text);
      }
      if (round.tenants) this.forgetAllBut(new Set(round.tenants));
      const good = round.tenants !== null && round.failed === 0;
      kv.put("rounds", this.count("rounds") + 1);
      if (good) kv.put("goodAt", round.at);
      else kv.put("failedRounds", this.count("failedRounds") + 1);
      const { pulses: _, ...facts } = round;
      kv.put("last", { ...facts, tenants: round.tenants?.length ?? known.size });
    });
  }

  async read(): Promise<InstallationPulse> {
    const { kv } = this.ctx.storage;
    return {
      rounds: this.count("rounds"),
      failedRounds: this.count("failedRounds"),
      last: kv.get<NonNullable<InstallationPulse["last"]>>("last") ?? null,
      goodAt: kv.get<number>("goodAt") ?? null,
      tenants: [...this.known().values()].map((text) => JSON.parse(text) as TenantPulse),
      gone: kv.get<CallTotals>("gone") ?? NO_CALLS,
    };
  }

  /** Erased tenants leave nothing but their part of the sums. */
  private forgetAllBut(tenants: ReadonlySet<TenantId>): void {
    const { kv, sql } = this.ctx.storage;
    const known = this.known();
    for (const [tenant, text] of [...known]) {
      if (tenants.has(tenant)) continue;
      const { calls } = JSON.parse(text) as TenantPulse;
      if (calls) kv.put("gone", addTotals(kv.get<CallTotals>("gone") ?? NO_CALLS, calls));
      sql.exec("DELETE FROM tenants WHERE tenant = ?", tenant);
      known.delete(tenant);
    }
  }

  private known(): Map<TenantId, string> {
    if (this.tenants) return this.tenants;
    const { sql } = this.ctx.storage;
    sql.exec(SCHEMA);
    const rows = sql.exec<{ tenant: TenantId; pulse: string }>("SELECT tenant, pulse FROM tenants").toArray();
    this.tenants = new Map(rows.map(({ tenant, pulse }) => [tenant, pulse]));
    return this.tenants;
  }

  private count(name: string): number {
    return this.ctx.storage.kv.get<number>(name) ?? 0;
  }
}
