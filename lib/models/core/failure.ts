import type { CallEnd } from "@/lib/quotas/protocol";
import type { CallFailure } from "./model";

/** What went wrong at one attempt. `body` is the provider's own words: judged here, shown only where they are safe. */
export type Fault =
  | { kind: "status"; status: number; body: string; retryAfterMs: number | null }
  | { kind: "network" }
  /** HTML, JSON of another shape, an event that is no JSON: whatever answers there is not a model. */
  | { kind: "garbage" }
  /** The answer stopped before its end, or the provider sent an error in mid-stream. */
  | { kind: "cut" }
  | { kind: "timeout"; stage: "first" | "between" | "total" }
  | { kind: "aborted" };

export interface Verdict {
  /** `same`: worth another try at this model; `next`: only elsewhere; `never`: the request itself is at fault. */
  retry: "same" | "next" | "larger" | "never";
  /** Whether the breaker counts it. */
  counts: boolean;
  end: CallEnd;
  failure: CallFailure;
}

const MESSAGE_CHARS_MAX = 400;
const RETRIED = new Set([408, 409, 425, 429]);

/** What a fault means for the retry loop, the breaker and our caller. */
export function judgeFault(fault: Fault): Verdict {
  switch (fault.kind) {
    case "status":
      return judgeStatus(fault);
    case "network":
      return {
        retry: "same",
        counts: true,
        end: "failed",
        failure: failure(502, "provider_unreachable", "The model's provider could not be reached."),
      };
    case "garbage":
      return {
        retry: "same",
        counts: true,
        end: "failed",
        failure: failure(502, "provider_invalid_answer", "The model's provider sent something that is no answer."),
      };
    case "cut":
      return {
        retry: "same",
        counts: true,
        end: "cut",
        failure: failure(502, "provider_stopped", "The model's provider stopped in the middle of its answer."),
      };
    case "timeout":
      return {
        retry: fault.stage === "total" ? "never" : "next",
        counts: true,
        end: fault.stage === "between" ? "cut" : "failed",
        failure: failure(504, "provider_timeout", TIMEOUT_MESSAGES[fault.stage]),
      };
    case "aborted":
      return {
        retry: "never",
        counts: false,
        end: "aborted",
        failure: failure(408, "aborted", "The call was ended by its caller."),
      };
    default:
      return fault satisfies never;
  }
}

const TIMEOUT_MESSAGES = {
  first: "The model did not begin its answer in time.",
  between: "The model fell silent in the middle of its answer.",
  total: "The model did not finish its answer in time.",
};

/** Every model of the chain rests. */
export function restingFailure(retryAfterMs: number): CallFailure {
  return { ...failure(503, "provider_unavailable", "No model is available at the moment."), retryAfterMs };
}

/** What a stream says in its last event when it ends before the answer does. The same shape as every error of the API. */
export function streamError(failure: CallFailure, requestId: string): object {
  const { code, message, param, status } = failure;
  return { error: { type: "parlor_error", code, message, param, retryable: status >= 429, request_id: requestId } };
}

function judgeStatus({ status, body, retryAfterMs }: Extract<Fault, { kind: "status" }>): Verdict {
  const told = readErrorBody(body);
  if (status === 429)
    return {
      retry: "same",
      counts: false,
      end: "failed",
      failure: {
        ...failure(429, "provider_rate_limited", "The model's provider is being asked too much."),
        retryAfterMs,
      },
    };
  if (status === 408 || status === 504)
    return {
      retry: "same",
      counts: true,
      end: "failed",
      failure: failure(504, "provider_timeout", TIMEOUT_MESSAGES.first),
    };
  if (RETRIED.has(status) || status >= 500)
    return {
      retry: "same",
      counts: true,
      end: "failed",
      failure: {
        ...failure(status === 503 ? 503 : 502, "provider_failed", "The model's provider failed."),
        retryAfterMs,
      },
    };
  if (status === 400 || status === 413 || status === 422) {
    const tooLong = told.code === "context_length_exceeded" || status === 413;
    const shown = told.message ?? "The model's provider refused the request.";
    return {
      retry: tooLong ? "larger" : "never",
      counts: false,
      end: "refused",
      failure: { ...failure(status, told.code ?? "invalid_request", shown), param: told.param },
    };
  }
  // 401, 403, 404, redirects: the installation is at fault, not the caller.
  return {
    retry: "next",
    counts: false,
    end: "failed",
    failure: failure(502, "provider_refused", "The model's provider refused the installation's request."),
  };
}

function failure(status: CallFailure["status"], code: string, message: string): CallFailure {
  return { status, code, message, param: null, retryAfterMs: null };
}

/** The members of an OpenAI-shaped error, made safe. HTML, `{detail}` and anything else say nothing. */
function readErrorBody(body: string): { code: string | null; message: string | null; param: string | null } {
  const nothing = { code: null, message: null, param: null };
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return nothing;
  }
  if (typeof parsed !== "object" || parsed === null || !("error" in parsed)) return nothing;
  const error = parsed.error;
  if (typeof error === "string") return { ...nothing, message: withoutSecrets(error) };
  if (typeof error !== "object" || error === null) return nothing;
  const { code, message, param } = error as Record<string, unknown>;
  return {
    code: typeof code === "string" && /^[a-z_]{1,64}$/.test(code) ? code : null,
    message: typeof message === "string" && message !== "" ? withoutSecrets(message) : null,
    param: typeof param === "string" && /^[\w.[\]]{1,128}$/.test(param) ? param : null,
  };
}

/** Addresses, keys and long tokens out: what a provider says may name the installation's own. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(/\b(?:https?|wss?):\/\/\S+/gi, "[address]")
    .replaceAll(/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, "[address]")
    .replaceAll(/\b[\w-]+(?:\.[\w-]+)+:\d{2,5}\b/g, "[address]")
    .replaceAll(/\b(?:sk|pk|key|org|proj|api)[-_][\w*-]{4,}/gi, "[key]")
    .replaceAll(/\bBearer\s+\S+/gi, "[key]")
    .replaceAll(/\b[\w+/=-]{32,}/g, "[key]")
    .slice(0, MESSAGE_CHARS_MAX);
}
