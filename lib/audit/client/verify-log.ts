import type { Fault, Sent } from "@/lib/access/client/send";
import type { AuditCheck } from "../protocol";

export type LogVerdict =
  | Exclude<AuditCheck, { status: "checking" }>
  | { status: "failed"; fault: Fault; checked: number }
  /** Nobody waits for it any more. */
  | { status: "stopped" };

/** Has a log verified portion by portion, until it is known to be whole, or not, or nobody waits for it. */
export async function verifyLog(
  ask: (query: string) => Promise<Sent<AuditCheck>>,
  onProgress: (checked: number, of: number) => void,
  signal: AbortSignal,
): Promise<LogVerdict> {
  let checked = 0;
  for (let query = ""; ;) {
    const sent = await ask(query);
    if (signal.aborted) return { status: "stopped" };
    if (!sent.ok) return { status: "failed", fault: sent.fault, checked };
    if (sent.data.status !== "checking") return sent.data;
    const { next, of } = sent.data;
    checked = next.seq;
    onProgress(checked, of);
    query = `?${new URLSearchParams({ after: String(next.seq), hash: next.hash })}`;
  }
}
