/**
 * The text of an entry that is hashed: a JSON array as Postgres prints jsonb, which platform.append_audit makes. Written
 * here once more, so that an export can be verified by whoever has nothing but the file.
 */
import type { AuditRow } from "../protocol";

/** Members by length, then by bytes; a space after each colon and comma; whole numbers only. */
export function canonicalText(tenantId: string, row: AuditRow): string {
  const { seq, id, at, actorKind, actor, actorName, action, target, data, requestId } = row;
  return printJson([tenantId, seq, id, at, actorKind, actor, actorName, action, target, data, requestId]);
}

function printJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).toSorted(([a], [b]) => compareNames(a, b));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${printJson(member)}`).join(", ")}}`;
}

function compareNames(a: string, b: string): number {
  const [first, second] = [new TextEncoder().encode(a), new TextEncoder().encode(b)];
  if (first.length !== second.length) return first.length - second.length;
  const at = first.findIndex((byte, index) => byte !== second[index]);
  return at === -1 ? 0 : (first[at] ?? 0) - (second[at] ?? 0);
}
