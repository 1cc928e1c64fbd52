import * as z from "zod/mini";
import { AppError } from "../platform/errors";

/** What zod says when a schema brings no words of its own. */
const WORDLESS = /^(?:Invalid |Too (?:small|big)|Unrecognized )/;

/**
 * Parses a route's input.
 * @throws AppError `invalid_request` that names the first field at fault.
 */
export function parseInput<S extends z.core.$ZodType>(schema: S, fields: Record<string, unknown>): z.output<S> {
  const result = z.safeParse(schema, fields);
  if (result.success) return result.data;
  throw toInvalidRequest(result.error.issues[0]);
}

function toInvalidRequest(found: z.core.$ZodIssue | undefined): AppError {
  const issue = found && deepest(found);
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

/** Of a choice between schemas the issue of the one that went furthest: it is what the sender meant. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const firsts = issue.errors.flatMap(([first]) => (first ? [deepest(first)] : []));
  const [furthest] = firsts.toSorted((a, b) => b.path.length - a.path.length);
  if (furthest === undefined || furthest.path.length === 0) return issue;
  return { ...furthest, path: [...issue.path, ...furthest.path] };
}
