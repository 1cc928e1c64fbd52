import type { AuditFault, AuditHead, AuditRow } from "../protocol";
import { canonicalText } from "../core/canonical";

/** What the first entry has for the hash of the one before it. */
export const FIRST_HASH = "0".repeat(64);

export type Verdict =
  | { status: "whole"; entries: number; head: AuditHead | null }
  /** `seq`: the first place where the log is not what was written. */
  | { status: "broken"; seq: number; fault: AuditFault; why: string };

type Fault = Pick<Extract<Verdict, { status: "broken" }>, "fault" | "why">;

/** Goes over a tenant's log in portions of any size, and says where it first breaks. */
export class ChainVerifier {
  private seq: number;
  private hash: string;
  private broken: Verdict | null = null;
  private readonly tenantId: string;

  /** @param after the last entry that was verified before; left out: from the first one on. */
  constructor(tenantId: string, after: AuditHead = { seq: 0, hash: FIRST_HASH }) {
    this.tenantId = tenantId;
    this.seq = after.seq;
    this.hash = after.hash;
  }

  /** The last entry that was verified, to go on from; null when the chain broke. */
  reached(): AuditHead | null {
    return this.broken ? null : { seq: this.seq, hash: this.hash };
  }

  async take(rows: readonly AuditRow[]): Promise<void> {
    for (const row of rows) {
      if (this.broken) return;
      const fault = await this.fault(row);
      if (fault !== null) this.broken = { status: "broken", seq: this.seq + 1, ...fault };
      this.seq = row.seq;
      this.hash = row.hash;
    }
  }

  /** @param head where the chain is said to end; null: nothing was ever written. */
  end(head: AuditHead | null): Verdict {
    if (this.broken) return this.broken;
    if (head === null) {
      if (this.seq === 0) return { status: "whole", entries: 0, head };
      return { status: "broken", seq: this.seq, fault: "no_end", why: "The record of where the log ends is missing." };
    }
    if (head.seq > this.seq) {
      const why = `Entries are missing: the log ends with number ${head.seq}.`;
      return { status: "broken", seq: this.seq + 1, fault: "cut", why };
    }
    if (head.seq < this.seq || head.hash !== this.hash) {
      const why = "The log ends with another entry than the record says.";
      return { status: "broken", seq: this.seq, fault: "other_end", why };
    }
    return { status: "whole", entries: this.seq, head };
  }

  private async fault(row: AuditRow): Promise<Fault | null> {
    const expected = this.seq + 1;
    if (row.seq !== expected) {
      return {
        fault: "missing",
        why: `Entry ${expected} is missing or out of order: ${row.seq} stands in its place.`,
      };
    }
    if (row.prevHash !== this.hash) {
      return { fault: "unlinked", why: `Entry ${expected} does not follow the one before it.` };
    }
    const hash = await sha256(`${row.prevHash}${canonicalText(this.tenantId, row)}`);
    return hash === row.hash ? null : { fault: "changed", why: `Entry ${expected} was changed.` };
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
