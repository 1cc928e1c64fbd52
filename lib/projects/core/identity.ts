/** Who a visitor is, as a tenant's own server says it: a token that is signed with a secret of the project (HS256). */
import type { ProjectFacts } from "../protocol";
import { makePublicKey } from "./public-key";
import { strictObject } from "./strict-json";

export const IDENTITY_BOUNDS = {
  tokenCharsMax: 4_096,
  subCharsMax: 256,
  nameCharsMax: 80,
  emailCharsMax: 254,
  livesMaxS: 600,
  leewayS: 60,
} as const;

export interface ProvedVisitor {
  /** The site's own name for them. */
  sub: string;
  name: string | null;
  email: string | null;
}

export type IdentityFault =
  | "expired"
  | "bad_signature"
  | "wrong_project"
  | "unknown_key"
  | "too_long_lived"
  | "malformed";

/** `message` is for whoever builds the site. */
export type VisitorProof = { ok: true; visitor: ProvedVisitor } | { ok: false; code: IdentityFault; message: string };

export type IdentityFacts = Pick<ProjectFacts, "tenantId" | "id" | "secrets">;
type Claims = Record<string, unknown>;
type Refused = Extract<VisitorProof, { ok: false }>;

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;
const EMAIL = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u;

/** A token's claims as they stand there, and the secret that must have signed them. Nothing in it is proved yet. */
export type ReadToken = { ok: true; claims: Claims; secret: IdentityFacts["secrets"][number] } | Refused;

/** Takes a token apart. The algorithm is ours, never the token's choice. */
export function readToken({ secrets }: Pick<IdentityFacts, "secrets">, token: string): ReadToken {
  if (token.length > IDENTITY_BOUNDS.tokenCharsMax) {
    return refuse("malformed", `The token has more than ${IDENTITY_BOUNDS.tokenCharsMax} characters.`);
  }
  const [, headerText = "", claimsText] = COMPACT.exec(token) ?? [];
  if (claimsText === undefined) {
    return refuse("malformed", "The token is not a JWT: three parts with dots between them.");
  }
  const header = readPart(headerText);
  const claims = readPart(claimsText);
  if (!header || !claims) {
    return refuse("malformed", "Header and claims must be JSON objects in base64url that name nothing twice.");
  }
  if (header.alg !== "HS256") return refuse("malformed", "The token must be signed with HS256.");
  if (header.crit !== undefined) return refuse("malformed", "The token's header has extensions (crit).");
  const secret = secrets.find(({ kid }) => kid === header.kid);
  return secret ? { ok: true, claims, secret } : refuse("unknown_key", unknownKey(header.kid));
}

/**
 * Who the claims of a token name that was signed with the project's secret.
 * @param nowMs milliseconds since 1970.
 */
export function judgeClaims(
  facts: Pick<IdentityFacts, "tenantId" | "id">,
  claims: Claims,
  nowMs: number,
): VisitorProof {
  if (claims.aud !== makePublicKey({ tenantId: facts.tenantId, projectId: facts.id })) {
    return refuse("wrong_project", "The audience (aud) must be this project's public key.");
  }
  return judgeTimes(claims, nowMs / 1_000) ?? readVisitor(claims);
}

function judgeTimes({ iat, exp, nbf }: Claims, now: number): Refused | null {
  const { livesMaxS, leewayS } = IDENTITY_BOUNDS;
  if (!isTime(iat) || !isTime(exp))
    return refuse("malformed", "The token must say when it was issued and expires (iat, exp), in seconds.");
  if (exp <= iat) return refuse("malformed", "The token expires (exp) before it was issued (iat).");
  if (exp - iat > livesMaxS) {
    return refuse("too_long_lived", `The token may live for ${livesMaxS / 60} minutes at most (exp - iat).`);
  }
  if (exp + leewayS <= now) return refuse("expired", "The token has expired. Sign a new one.");
  if (iat - leewayS > now)
    return refuse("malformed", "The token was issued in the future (iat). Check your server's clock.");
  if (nbf !== undefined && (!isTime(nbf) || nbf - leewayS > now)) {
    return refuse("malformed", "The token does not count yet (nbf). Check your server's clock.");
  }
  return null;
}

function readVisitor({ sub, name, email }: Claims): VisitorProof {
  const { subCharsMax, nameCharsMax, emailCharsMax } = IDENTITY_BOUNDS;
  if (!isLine(sub, subCharsMax)) {
    return refuse("malformed", `The subject (sub) must be a text of 1 to ${subCharsMax} characters.`);
  }
  if (!isNone(name) && !isLine(name, nameCharsMax)) {
    return refuse("malformed", `The name must be a text of 1 to ${nameCharsMax} characters.`);
  }
  if (!isNone(email) && !(isLine(email, emailCharsMax) && EMAIL.test(email))) {
    return refuse("malformed", "The email is not a valid address.");
  }
  return { ok: true, visitor: { sub, name: isNone(name) ? null : name.trim(), email: isNone(email) ? null : email } };
}

function readPart(part: string): Claims | null {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    return strictObject(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

function unknownKey(kid: unknown): string {
  return typeof kid === "string"
    ? "The key that the token names (kid) is not one of this project's secrets. It may have been retired."
    : "The token's header must name the secret it is signed with (kid).";
}

const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
const isNone = (value: unknown): value is null | undefined => value === undefined || value === null;
const isLine = (value: unknown, charsMax: number): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= charsMax && !/\p{Cc}/u.test(value);

export function refuse(code: IdentityFault, message: string): Refused {
  return { ok: false, code, message };
}
