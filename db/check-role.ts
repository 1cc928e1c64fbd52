import { authDb, type DatabaseEnv } from "./client";
import { requireSafeRole } from "./role-guard";

/**
 * Refuses a DATABASE_URL whose role is a superuser, has BYPASSRLS or owns a tenant table (or may become such a role):
 * row-level security would not hold for it.
 * @throws Error with one sentence that says which and what to do.
 */
export async function assertSafeRole(env: DatabaseEnv): Promise<void> {
  try {
    await authDb(env).execute(requireSafeRole);
  } catch (error) {
    throw new Error(sentenceOf(error), { cause: error });
  }
}

const UNDEFINED_FUNCTION = "42883";
const INVALID_SCHEMA = "3F000";
const UNSAFE_ROLE = "PR001";

function sentenceOf(error: unknown): string {
  const { code, message } = sqlErrorOf(error);
  if (code === UNSAFE_ROLE) return message;
  if (code === UNDEFINED_FUNCTION || code === INVALID_SCHEMA)
    return "The database has no Parlor tables yet: run the migrations first.";
  return "The database of DATABASE_URL does not answer.";
}

/** drizzle puts the driver's error under `cause`. */
function sqlErrorOf(error: unknown): { code: string; message: string } {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return { code: "", message: "" };
  return { code: "code" in inner && typeof inner.code === "string" ? inner.code : "", message: inner.message };
}
