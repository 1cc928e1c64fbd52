import type { ErrorBody } from "../../platform/errors";
import type { SearchPage, Sort } from "../protocol";

/** Why a search has no answer. `refused`: the server says what is wrong with it. */
export type SearchFault =
  | { kind: "offline" }
  | { kind: "refused" | "failed" | "busy"; message: string; requestId: string | null };

export type SearchAnswer = { ok: true; page: SearchPage } | { ok: false; fault: SearchFault };

/** One page of hits; failures are answers. Rejects only when it was given up. */
export async function fetchSearchPage(
  tenant: string,
  asked: { q: string; sort: Sort; zone: string; cursor: string | null },
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const { cursor, ...query } = asked;
  const search = new URLSearchParams({ ...query, ...(cursor !== null && { cursor }) });
  const response = await fetch(`/api/t/${encodeURIComponent(tenant)}/search?${search}`, { signal }).catch(() => null);
  signal.throwIfAborted();
  if (response === null) return { ok: false, fault: { kind: "offline" } };
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return { ok: true, page: answer as SearchPage };
  const error = (answer as Partial<ErrorBody> | null)?.error;
  const kind = error?.code === "invalid_request" ? "refused" : error?.code === "rate_limited" ? "busy" : "failed";
  return { ok: false, fault: { kind, message: error?.message ?? "", requestId: error?.request_id ?? null } };
}
