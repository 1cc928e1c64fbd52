/** The nonce that worker.ts put into the policy of this request; undefined where nothing did (next dev). */
export function nonceOf(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([^']+)'/)?.[1];
}
