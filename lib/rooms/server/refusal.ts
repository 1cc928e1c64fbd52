import { AppError } from "@/lib/platform/errors";
import type { Done } from "./objects";

/** The answer of an object, or its refusal as the error a route maps. Objects answer refusals as values, see objects.ts. */
export function unwrap<T>(answer: Done<T>): T {
  if (answer.status === "done") return answer;
  const { code, message, param, retryAfterMs } = answer;
  throw new AppError(code, message, { ...(param && { param }), ...(retryAfterMs && { retryAfterMs }) });
}
