import * as z from "zod/mini";
import { AppError } from "../platform/errors";

/** What zod says when a schema brings no words of its own. */
const WORDLESS = /^Invalid input/;

/**
 * Parses a route's input.
 * @throws AppError `invalid_request` that names the first field at fault.
 */
export function parseInput<S extends z.ZodMiniType>(schema: S, fields: Record<string, unknown>): z.output<S> {
  const result = z.safeParse(schema, fields);
  if (result.success) return result.data;
  throw toInvalidRequest(result.error.issues[0]);
}

function toInvalidRequest(issue: z.core.$ZodIssue | undefined): AppError {
  if (!issue) return new AppError("invalid_request", "The request is not valid.");
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const param = [...path, issue.keys[0] ?? ""].join(".");
    return new AppError("invalid_request", `Unknown field "${param}".`, { param });
  }
  const param = path.join(".");
  const subject = param === "" ? "The request" : `"${param}"`;
  return new AppError("invalid_request", `${subject} ${describe(issue)}`, param === "" ? {} : { param });
}

function describe(issue: z.core.$ZodIssue): string {
  if (!WORDLESS.test(issue.message)) return `is not valid: ${issue.message}`;
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is missing or of the wrong type." : `must be of type ${issue.expected}.`;
    case "too_small":
      return `is too small: at least ${issue.minimum}.`;
    case "too_big":
      return `is too large: at most ${issue.maximum}.`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return `does not have the format ${issue.format}.`;
    default:
      return "is not valid.";
  }
}
