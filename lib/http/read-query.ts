import { AppError } from "../platform/errors";

/**
 * The query string as plain fields. A name given twice has no single meaning and is refused.
 * @throws AppError `invalid_request` that names the field.
 */
export function readQuery(url: URL): Record<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (fields.has(name)) throw new AppError("invalid_request", `"${name}" is given more than once.`, { param: name });
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
