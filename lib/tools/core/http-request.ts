/** How the arguments of an HTTP tool become a request. */
import type { HttpMethod } from "./limits";

export interface RequestShape {
  method: HttpMethod;
  urlTemplate: string;
}

export type BuiltRequest = { ok: true; url: string; body: string | null } | { ok: false; message: string };

const PLACE = /\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g;
const SCHEMA_CHARS_MAX = 16_384;
const SCHEMA_DEPTH_MAX = 12;

/** What is wrong with a template; null when nothing is. Arguments stand in its path and query only. */
export function objectionToTemplate(template: string, schema: Record<string, unknown>): string | null {
  const url = URL.parse(template.replaceAll(PLACE, "x"));
  if (!url || url.protocol !== "https:") return "The address must begin with https://.";
  if (url.username !== "" || url.password !== "" || url.hash !== "") return "The address has no credentials and no #.";
  const authority = template.slice("https://".length).split(/[/?]/)[0] ?? "";
  if (authority.includes("{")) return "Arguments stand in the path and the query, not in the host.";
  if (/[{}]/.test(template.replaceAll(PLACE, ""))) return "A place for an argument is written {name}.";
  if (`${url.origin}${url.pathname}${url.search}` !== withSlash(template.replaceAll(PLACE, "x"), url)) {
    return "The address must be written as a browser would: encoded, and without dot segments.";
  }
  const known = Object.keys((schema["properties"] as object | undefined) ?? {});
  const unknown = placesOf(template).find((name) => !known.includes(name));
  return unknown === undefined ? null : `"${unknown}" is no property of the input schema.`;
}

/** What is wrong with a schema of a tool's input; null when nothing is. */
export function objectionToSchema(schema: Record<string, unknown>): string | null {
  if (schema["type"] !== "object") return "The input schema must be of type object.";
  if (JSON.stringify(schema).length > SCHEMA_CHARS_MAX) return `A schema has at most ${SCHEMA_CHARS_MAX} characters.`;
  return objectionWithin(schema, 0);
}

/** Puts each argument where the template wants it; the others into the query, or into a JSON body where there is one. */
export function buildRequest({ method, urlTemplate }: RequestShape, args: Record<string, unknown>): BuiltRequest {
  const used = new Set(placesOf(urlTemplate));
  for (const name of used) {
    if (args[name] === undefined || args[name] === null) return { ok: false, message: `"${name}" is missing.` };
    if (typeof args[name] === "object") return { ok: false, message: `"${name}" must be a plain value.` };
  }
  const filled = urlTemplate.replaceAll(PLACE, (_place, name: string) => encodeURIComponent(String(args[name])));
  const url = URL.parse(filled);
  // An argument of dots would climb out of the path that the tenant wrote.
  const pathOf = (text: string) => text.slice("https://".length).split("?")[0]?.split("/").length;
  if (!url || pathOf(withSlash(filled, url)) !== pathOf(url.href)) {
    return { ok: false, message: "An argument cannot stand in this address." };
  }
  const rest = Object.entries(args).filter(([name, value]) => !used.has(name) && value !== undefined);
  if (method !== "GET" && method !== "DELETE") {
    return { ok: true, url: url.href, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  for (const [name, value] of rest) {
    url.searchParams.append(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  return { ok: true, url: url.href, body: null };
}

function placesOf(template: string): string[] {
  return [...template.matchAll(PLACE)].map(([, name = ""]) => name);
}

/** A template without a path means the root. */
function withSlash(text: string, url: URL): string {
  return text === url.origin ? `${text}/` : text.startsWith(`${url.origin}?`) ? text.replace("?", "/?") : text;
}

/** Expressions of strangers are not taken: one can work for ever on a text that is made for it. */
function objectionWithin(value: unknown, depth: number): string | null {
  if (depth > SCHEMA_DEPTH_MAX) return "The schema is nested too deeply.";
  if (typeof value !== "object" || value === null) return null;
  for (const [name, each] of Object.entries(value)) {
    // As the name of a property it stands before a schema, not before an expression.
    if (name === "patternProperties" || (name === "pattern" && typeof each === "string")) {
      return `"${name}" is not supported in an input schema.`;
    }
    const objection = objectionWithin(each, depth + 1);
    if (objection !== null) return objection;
  }
  return null;
}
