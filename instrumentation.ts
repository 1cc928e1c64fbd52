import type { Instrumentation } from "next";
import { errorFacts, keepParametersOutOfConsole, log, tellErrorsTo } from "@/lib/platform/log";
import { handOnError } from "@/lib/observe/server/web-error-hook";
import { inLogContext } from "@/lib/platform/log-context";
import { joinTrace, TRACE_HEADER } from "@/lib/platform/trace";

export function register(): void {
  keepParametersOutOfConsole();
  tellErrorsTo(handOnError);
}

/** Writes down a page that failed, under the id that its error page shows (Next's digest), so that an operator finds it. */
export const onRequestError: Instrumentation.onRequestError = (error, request) => {
  const digest = typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;
  const [path = ""] = request.path.split("?");
  const header = request.headers[TRACE_HEADER];
  const trace = joinTrace(typeof header === "string" ? header : null);
  inLogContext({ trace }, () => {
    log({ event: "http.error", level: "error", requestId: digest, path, ...errorFacts(error) });
  });
};
