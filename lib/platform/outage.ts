const WITHIN_CAUSES = 6;
/** SQLSTATE classes and codes by which Postgres says that it cannot serve anybody now: connection lost, resources, shutdown, I/O. */
const AWAY = /^(08|53|58|57P)[0-9A-Z]+$/;

/** True when the database was not reached, or said itself that it is away: nothing is wrong with what was asked of it. */
export function isDatabaseOutage(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < WITHIN_CAUSES; depth++, cause = cause.cause) {
    if (cause.name !== "NeonDbError") continue;
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : null;
    if (code !== null) return AWAY.test(code);
    // Without a code no answer of Postgres came; a 4xx is the door in front of it refusing our request.
    return !/HTTP status 4\d\d/.test(cause.message);
  }
  return false;
}
