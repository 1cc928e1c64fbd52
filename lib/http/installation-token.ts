/** How the web Worker proves to the realtime Worker that the installation itself asks. */
import { jwtVerify, SignJWT } from "jose";
import type { Env } from "../platform/env";
import { AppError } from "../platform/errors";

type Secret = Pick<Env, "INTERNAL_SECRET">;

/** A token for one purpose, for half a minute. */
export function installationToken({ INTERNAL_SECRET }: Secret, audience: string): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime("30s")
    .sign(new TextEncoder().encode(INTERNAL_SECRET));
}

/** @throws AppError `unauthenticated` for whoever else asks. */
export async function requireInstallation(
  { INTERNAL_SECRET }: Secret,
  header: string | undefined,
  audience: string,
): Promise<void> {
  const refused = new AppError("unauthenticated", "This address is for the installation itself.");
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? "")?.[1];
  if (token === undefined) throw refused;
  try {
    const wanted = { algorithms: ["HS256"], audience, requiredClaims: ["exp"], maxTokenAge: "1 minute" };
    await jwtVerify(token, new TextEncoder().encode(INTERNAL_SECRET), wanted);
  } catch {
    throw refused;
  }
}
