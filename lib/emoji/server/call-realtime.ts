import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { AppError } from "@/lib/platform/errors";

/**
 * Asks the realtime Worker, where the bytes lie, in the product's own name.
 * @throws AppError `unavailable` when it fails; a 404 is the caller's to judge.
 */
export async function callRealtime(
  { realtime, env }: Pick<SessionCtx, "realtime" | "env">,
  method: "GET" | "DELETE",
  path: string,
): Promise<Response> {
  const origin = env.appOrigins[0] ?? "";
  const answer = await realtime.fetch(new Request(new URL(path, origin), { method, headers: { origin } }));
  if (answer.ok || answer.status === 404) return answer;
  await answer.body?.cancel();
  throw new AppError("unavailable", "The picture is out of reach. Try again in a moment.", { retryAfterMs: 2_000 });
}
