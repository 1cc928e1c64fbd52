import { maskKeys } from "./mask-keys";
import { isDatabaseOutage } from "./outage";

/**
 * The whole error catalogue: code -> HTTP status. `docs/reference/errors.md` is generated from it.
 * A thing the caller may not read is `not_found`, indistinguishable from a missing one.
 */
export const ERROR_CODES = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  model_not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  payload_too_large: 413,
  unsupported_media_type: 415,
  upgrade_required: 426,
  rate_limited: 429,
  quota_exceeded: 429,
  internal: 500,
  provider_failed: 502,
  unavailable: 503,
  provider_unavailable: 503,
  provider_timeout: 504,
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The one error shape of every HTTP answer (REQUIREMENTS AIP-09). `param` names the field at fault. */
export interface ErrorBody {
  error: {
    type: "parlor_error";
    code: ErrorCode;
    message: string;
    param?: string;
    retryable: boolean;
    retryAfterMs?: number;
    request_id: string;
  };
}

export interface AppErrorDetails {
  /** The input field at fault, as a dotted path. */
  param?: string;
  retryAfterMs?: number;
}

/** Stops a request. `message` is safe to show to the caller; `cause` is logged and never sent. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: AppErrorDetails;

  constructor(code: ErrorCode, message: string, options: AppErrorDetails & { cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    const { param, retryAfterMs } = options;
    this.details = {
      ...(param === undefined ? {} : { param }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
}

const RETRYABLE: readonly ErrorCode[] = [
  "rate_limited",
  "internal",
  "unavailable",
  "provider_failed",
  "provider_unavailable",
  "provider_timeout",
];

/** Whether the same request may succeed when it is sent again. */
export function isRetryable(code: ErrorCode): boolean {
  return RETRYABLE.includes(code);
}

const AWAY_RETRY_MS = 2_000;

/** What is said while the database is away. */
export function databaseAway(cause?: unknown): AppError {
  return new AppError("unavailable", "The database does not answer. Try again in a moment.", {
    retryAfterMs: AWAY_RETRY_MS,
    cause,
  });
}

/** Shapes any thrown value as the wire error. Unknown errors become `internal` and reveal nothing; an outage is `unavailable`. */
export function toErrorBody(error: unknown, requestId: string): { status: number; body: ErrorBody } {
  const known = toAppError(error);
  return {
    status: ERROR_CODES[known.code],
    body: {
      error: {
        type: "parlor_error",
        code: known.code,
        ...known.details,
        message: maskKeys(known.message),
        ...(known.details.param === undefined ? {} : { param: maskKeys(known.details.param) }),
        retryable: isRetryable(known.code),
        request_id: requestId,
      },
    },
  };
}

/** Any thrown value as one of ours: unknown ones say nothing but `internal`, an outage is `unavailable`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseOutage(error)) return databaseAway(error);
  return new AppError("internal", "Something went wrong on our side.");
}

/** The header that says when to come back, where an error knows. */
export function retryHeader({ error: { retryAfterMs } }: ErrorBody): Record<string, string> {
  return retryAfterMs === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterMs / 1000)) };
}
