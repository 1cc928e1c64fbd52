import type { KeyRecord, LimitView, TenantPolicy } from "../protocol";
import { keySubject, type Book } from "./book";
import { rulesOf } from "./rules";

/** What a key has left of its own rates. */
export function limitView(book: Book, key: KeyRecord, policy: TenantPolicy, now: number): LimitView {
  const rule = rulesOf(key, policy).key;
  const { tokensPerHour } = key.limits;
  const window = book.windowOf(key.keyId);
  return {
    requests: rule && { limit: rule.perMinute, ...book.rates.view(keySubject(key.keyId), rule, now) },
    tokens:
      tokensPerHour === null
        ? null
        : {
            limit: tokensPerHour,
            remaining: Math.max(0, tokensPerHour - window.sum(now)),
            resetMs: window.resetMs(now),
          },
  };
}
