import type { Instrumentation } from "next";
import { errorFacts, keepParametersOutOfConsole, log } from "@/lib/platform/log";

export function register(): void {
  keepParametersOutOfConsole();
}

/** Writes down a page that failed, under the id that its error page shows (Next's digest), so that an operator finds it. */
export const onRequestError: Instrumentation.onRequestError = (error, request) => {
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;
  const [path = ""] = request.path.split("?");
  log({ event: "http.error", level: "error", requestId: digest, path, ...errorFacts(error) });
};
