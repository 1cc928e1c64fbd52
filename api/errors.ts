/**
 * The one error shape of the API: the four members that OpenAI's clients read, each of them always there, and ours.
 * Nothing of an unknown error leaves: its stack and its message are neither sent nor logged.
 */
import * as z from "zod";
import { ERROR_CODES, isRetryable, toAppError, type AppError } from "@/lib/platform/errors";
import { maskKeys } from "@/lib/platform/mask-keys";
import type { LimitView } from "@/lib/quotas/protocol";

export const apiErrorBody = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
      retryable: z.boolean(),
      request_id: z.string(),
      metadata: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  })
  .meta({ id: "Error" });
export type ApiErrorBody = z.infer<typeof apiErrorBody>;

/** What the API says of a refusal, beside its code and words. */
export interface ApiErrorFacts {
  /** Which limit, when it is free again: for programs. */
  metadata?: Record<string, string | number>;
  /** For the `x-ratelimit-*` headers. */
  view?: LimitView;
}

/** A refusal with facts for programs. Thrown as its `error`; the facts travel beside it. */
export class ApiRefusal extends Error {
  readonly error: AppError;
  readonly facts: ApiErrorFacts;

  constructor(error: AppError, facts: ApiErrorFacts) {
    super(error.message, { cause: error });
    this.name = "ApiRefusal";
    this.error = error;
    this.facts = facts;
  }
}

/** What a model layer says of a call that no model answered: its code may be the provider's own. */
export class ApiFailure extends Error {
  readonly failure: {
    status: number;
    code: string;
    message: string;
    param: string | null;
    retryAfterMs: number | null;
  };

  constructor(failure: ApiFailure["failure"]) {
    super(failure.message);
    this.name = "ApiFailure";
    this.failure = failure;
  }
}

export interface ShapedError {
  status: number;
  body: ApiErrorBody;
  retryAfterMs: number | null;
  view: LimitView | null;
}

/** Shapes any thrown value. */
export function shapeError(thrown: unknown, requestId: string): ShapedError {
  if (thrown instanceof ApiFailure) return shapeFailure(thrown.failure, requestId);
  const facts: ApiErrorFacts = thrown instanceof ApiRefusal ? thrown.facts : {};
  const known = toAppError(thrown instanceof ApiRefusal ? thrown.error : thrown);
  const status = ERROR_CODES[known.code];
  const { param = null, retryAfterMs = null } = known.details;
  const error = {
    message: maskKeys(known.message),
    type: typeOf(status, known.code),
    param: param === null ? null : maskKeys(param),
    code: known.code,
    retryable: isRetryable(known.code),
    request_id: requestId,
    ...(facts.metadata ? { metadata: facts.metadata } : {}),
  };
  return { status, body: { error }, retryAfterMs, view: facts.view ?? null };
}

function shapeFailure(failure: ApiFailure["failure"], requestId: string): ShapedError {
  const { status, code, message, param, retryAfterMs } = failure;
  const retryable = status === 408 || status === 429 || status >= 500;
  const told = {
    message: maskKeys(message),
    type: typeOf(status, code),
    param: param === null ? null : maskKeys(param),
  };
  const error = { ...told, code, retryable, request_id: requestId };
  return { status, body: { error }, retryAfterMs, view: null };
}

/** OpenAI's names of the kinds. */
function typeOf(status: number, code: string): string {
  if (code === "quota_exceeded") return "insufficient_quota";
  if (status === 401) return "authentication_error";
  if (status === 403) return "permission_error";
  if (status === 429) return "rate_limit_error";
  return status >= 500 ? "server_error" : "invalid_request_error";
}
