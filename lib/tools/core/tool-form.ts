/** What people type about tools, as values. Pure. */
import { TOOL_LIMITS } from "./limits";

export type ReadHeaders = { ok: true; headers: Record<string, string> } | { ok: false; line: number };

const HEADER = /^([A-Za-z0-9-]{1,64}):[ \t]*([\t\x20-\x7e]*)$/;

/** One header a line, as `Name: value`; empty lines are none. `line`: the first that is something else, from 1. */
export function readHeaders(text: string): ReadHeaders {
  const headers: Record<string, string> = {};
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [, name, value] = HEADER.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined || value === "") return { ok: false, line: at + 1 };
    headers[name] = value;
  }
  return { ok: true, headers };
}

export type ReadObject = { ok: true; value: Record<string, unknown> } | { ok: false; reason: string | null };

/** A JSON object. `reason`: why it is no JSON; null: it is something else than an object. */
export function readObject(text: string): ReadObject {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? { ok: true, value: { ...value } } : { ok: false, reason: null };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "" };
  }
}

/** Seconds as milliseconds; null for what no tool may wait. */
export function readSeconds(text: string): number | null {
  if (!/^\d+(?:[.,]\d+)?$/.test(text.trim())) return null;
  const ms = Math.round(Number(text.trim().replace(",", ".")) * 1_000);
  return ms >= TOOL_LIMITS.timeoutMsMin && ms <= TOOL_LIMITS.timeoutMsMax ? ms : null;
}

/** Arguments to begin with: each property that is needed, with a value of its type. */
export function exampleOf(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = (schema["properties"] ?? {}) as Record<string, { type?: unknown } | undefined>;
  const required = Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
  return Object.fromEntries(required.map((name) => [name, emptyOf(properties[name]?.type)]));
}

function emptyOf(type: unknown): unknown {
  switch (type) {
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return {};
    default:
      return "";
  }
}
