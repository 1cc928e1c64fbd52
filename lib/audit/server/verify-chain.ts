import type { AuditHead, AuditRow } from "../protocol";
import { canonicalText } from "../core/canonical";

/** What the first entry has for the hash of the one before it. */
export const FIRST_HASH = "0".repeat(64);

export type Verdict =
  | { status: "whole"; entries: number; head: AuditHead | null }
  /** `seq`: the first place where the log is not what was written. */
  | { status: "broken"; seq: number; why: string };

/** Goes over a tenant's log from its first entry, in portions of any size, and says where it first breaks. */
export class ChainVerifier {
  private seq = 0;
  private hash = FIRST_HASH;
  private broken: Verdict | null = null;
  private readonly tenantId: string;

  constructor(tenantId: string) {
    this.tenantId = tenantId;
  }

  async take(rows: readonly AuditRow[]): Promise<void> {
    for (const row of rows) {
      if (this.broken) return;
      const why = await this.fault(row);
      if (why !== null) this.broken = { status: "broken", seq: this.seq + 1, why };
      this.seq = row.seq;
      this.hash = row.hash;
    }
  }

  /** @param head where the chain is said to end; null: nothing was ever written. */
  end(head: AuditHead | null): Verdict {
    if (this.broken) return this.broken;
    if (head === null) {
      if (this.seq === 0) return { status: "whole", entries: 0, head };
      return { status: "broken", seq: this.seq, why: "The record of where the log ends is missing." };
    }
    if (head.seq > this.seq) {
      return { status: "broken", seq: this.seq + 1, why: `Entries are missing: the log ends with number ${head.seq}.` };
    }
    if (head.seq < this.seq || head.hash !== this.hash) {
      return { status: "broken", seq: this.seq, why: "The log ends with another entry than the record says." };
    }
    return { status: "whole", entries: this.seq, head };
  }

  private async fault(row: AuditRow): Promise<string | null> {
    const expected = this.seq + 1;
    if (row.seq !== expected) return `Entry ${expected} is missing or out of order: ${row.seq} stands in its place.`;
    if (row.prevHash !== this.hash) return `Entry ${expected} does not follow the one before it.`;
    const hash = await sha256(`${row.prevHash}${canonicalText(this.tenantId, row)}`);
    return hash === row.hash ? null : `Entry ${expected} was changed.`;
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
