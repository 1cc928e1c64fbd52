import { isAPIError } from "better-auth/api";
import { AppError, databaseAway, type ErrorCode } from "@/lib/platform/errors";

const CODE_OF_STATUS: Partial<Record<number, ErrorCode>> = {
  400: "invalid_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  422: "invalid_request",
  429: "rate_limited",
};

/** What better-auth refused, by its own code, where our words or our code say more than its. */
const KNOWN: Record<string, { code: ErrorCode; message: string; param?: string }> = {
  USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: {
    code: "conflict",
    message: "This person is already a member.",
    param: "email",
  },
  INVITATION_NOT_FOUND: { code: "gone", message: "This invitation is no longer valid." },
  YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION: { code: "gone", message: "This invitation is no longer valid." },
  EMAIL_VERIFICATION_REQUIRED_BEFORE_ACCEPTING_OR_REJECTING_INVITATION: {
    code: "forbidden",
    message: "Confirm your e-mail address first.",
  },
  ORGANIZATION_ALREADY_EXISTS: { code: "conflict", message: "This address is already taken.", param: "slug" },
  ORGANIZATION_SLUG_ALREADY_TAKEN: { code: "conflict", message: "This address is already taken.", param: "slug" },
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER: {
    code: "conflict",
    message: "The only owner cannot leave. Make somebody else an owner first.",
  },
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER: {
    code: "conflict",
    message: "There must be at least one owner. Make somebody else an owner first.",
  },
  MEMBER_NOT_FOUND: { code: "not_found", message: "There is no such member." },
  USER_NOT_FOUND: { code: "gone", message: "This link was used already or is too old. Ask for a new one." },
  TOKEN_EXPIRED: { code: "gone", message: "This link is too old. Ask for a new one." },
  INVALID_EMAIL: { code: "invalid_request", message: "This is not an e-mail address.", param: "email" },
};

/** Runs a call into better-auth and turns what it refuses into the product's one error. */
export async function fromAuth<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toAppError(error);
  }
}

function toAppError(error: unknown): unknown {
  if (broke(error, "tenant_keeps_an_owner")) {
    return new AppError("conflict", "There must be at least one owner. Make somebody else an owner first.");
  }
  if (broke(error, "user_email_unique")) {
    return new AppError("conflict", "This address got an account of its own in the meantime.");
  }
  if (!isAPIError(error)) return error;
  const { code: name, message } = { code: "", message: "The request was refused.", ...error.body };
  const known = typeof name === "string" && Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  if (known) return new AppError(known.code, known.message, known.param === undefined ? {} : { param: known.param });
  if (error.statusCode === 503) return databaseAway(error);
  const code = CODE_OF_STATUS[error.statusCode] ?? "internal";
  return new AppError(code, code === "internal" ? "Something went wrong on our side." : message, { cause: error });
}

/**
 * True when Postgres refused what two callers did at the same moment, each of them checked before: the last two owners let
 * go, an address was taken twice.
 */
function broke(error: unknown, constraint: string): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint" in cause && cause.constraint === constraint) return true;
  }
  return false;
}
