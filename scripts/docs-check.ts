/**
 * Checks that every relative path named in the docs exists and that docs/reference/errors.md is the catalogue.
 * `--write` regenerates errors.md.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { ERROR_CODES } from "../lib/platform/errors";

const ERRORS_PATH = "docs/reference/errors.md";
const MEANING: Record<keyof typeof ERROR_CODES, string> = {
  invalid_request: "A field is missing or not valid; `param` names it. Nothing was changed.",
  unauthenticated: "Nobody is signed in, or the session ended.",
  forbidden: "The person is known and may not do this.",
  not_found: "There is no such thing, or it is not the caller's to see: the two are the same answer.",
  model_not_found: "There is no model of this name for this key; `GET /v1/models` lists those there are.",
  method_not_allowed: "The path exists, the method does not.",
  conflict: "The thing changed or exists already; `param` names what clashes.",
  gone: "An invitation or link that was used, revoked or has expired.",
  payload_too_large: "The body is larger than this route takes.",
  unsupported_media_type: "The body is not `application/json`.",
  upgrade_required: "The path speaks WebSocket only, or a newer protocol version is needed.",
  rate_limited: "Too many at once; `retryAfterMs` says when to try again.",
  quota_exceeded:
    "The tenant's allowance is used up. Where it comes back by itself, `Retry-After` says when: at the next month, or once running calls end. Without it only making room helps, or a larger quota.",
  internal: "A fault of ours. It was logged under `request_id`.",
  provider_failed: "The model's provider answered what cannot be used, and no other model could take over.",
  unavailable: "Something this needs is away for the moment; trying again is safe.",
  provider_unavailable: "No provider of a model takes the call at the moment; `retryAfterMs` says when to try again.",
  provider_timeout: "The model's provider did not answer in time.",
};

function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, status]) => `| \`${code}\` | ${status} | ${MEANING[code as keyof typeof ERROR_CODES]} |`,
  );
  return [
    "# Errors",
    "",
    "Every HTTP error has one shape; `request_id` is also in the `x-request-id` header. Generated from `lib/platform/errors.ts` by `npm run docs:write`.",
    "",
    "```json",
    '{ "error": { "type": "parlor_error", "code": "invalid_request", "message": "...", "param": "name", "retryable": false, "request_id": "..." } }',
    "```",
    "",
    "| Code | Status | Meaning |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function markdownFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

function brokenLinks(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const linked = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) =>
    normalize(join(dirname(file), match[1] ?? "")),
  );
  // Folders and files named in backticks, from the root: `lib/rooms/core/` or `worker.ts`.
  const named = [
    ...text.matchAll(
      /`((?:app|api|components|lib|db|durable-objects|tests|bench|scripts|docs|messages|public)\/[\w./[\]-]*)`/g,
    ),
  ].map((match) => match[1] ?? "");
  return [...linked, ...named]
    .filter((path) => !path.includes("*") && !existsSync(path))
    .map((path) => `${file}: ${path} does not exist`);
}

const write = process.argv.includes("--write");
if (write) writeFileSync(ERRORS_PATH, errorsPage());
const problems = ["README.md", "CHANGELOG.md", ...markdownFiles("docs")].flatMap(brokenLinks);
if (!existsSync(ERRORS_PATH) || readFileSync(ERRORS_PATH, "utf8") !== errorsPage()) {
  problems.push(`${ERRORS_PATH} is out of date: npm run docs:write`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
