const SECRET_BYTES = 32;

/** The random part of a new invitation link. */
export function newLinkSecret(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

/** What the database keeps instead of the token: SHA-256 in hex. 256 random bits need no salt and no slow hash. */
export async function hashLinkToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
