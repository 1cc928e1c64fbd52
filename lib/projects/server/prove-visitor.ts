import { compactVerify } from "jose";
import { judgeClaims, readToken, refuse, type IdentityFacts, type VisitorProof } from "../core/identity";

/**
 * Verifies a visitor's token against the secrets of a project that count now.
 * @param nowMs milliseconds since 1970.
 */
export async function proveVisitor(facts: IdentityFacts, token: string, nowMs: number): Promise<VisitorProof> {
  const read = readToken(facts, token);
  if (!read.ok) return read;
  const { kid, secret } = read.secret;
  if (!(await isSigned(token, secret))) {
    return refuse("bad_signature", `The signature does not fit the secret "${kid}".`);
  }
  return judgeClaims(facts, read.claims, nowMs);
}

async function isSigned(token: string, secret: string): Promise<boolean> {
  try {
    await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ["HS256"] });
    return true;
  } catch {
    return false;
  }
}
