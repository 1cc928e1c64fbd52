/** The signed texts that pass from the web Worker, which proves who asks, to the realtime Worker, where documents lie. */
import * as z from "zod/mini";
import type { AuditActor } from "@/lib/audit/protocol";
import { readClaims, signClaims } from "@/lib/files/server/signed";
import type { DocumentId, ProjectId, TenantId } from "@/lib/platform/ids";

interface Claims {
  tenant: TenantId;
  project: ProjectId;
  /** Who does it, for the tenant's log. */
  actor: AuditActor;
  requestId: string;
}

export interface UploadClaims extends Claims {
  name: string;
  size: number;
}

export type KnowledgeAct =
  | { act: "crawl"; url: string }
  | { act: "retry"; document: DocumentId }
  | { act: "delete"; document: DocumentId }
  | { act: "search"; query: string; limit: number }
  | { act: "erase" };

export type ActClaims = Claims & { does: KnowledgeAct };

const UPLOAD_MS = 10 * 60_000;
/** Between the two Workers only: used at once. */
const CALL_MS = 30_000;

const shared = {
  tenant: z.uuid(),
  project: z.uuid(),
  actor: z.object({ kind: z.string(), id: z.optional(z.string()), name: z.optional(z.string()) }),
  requestId: z.string(),
};
const upload = z.object({ ...shared, name: z.string(), size: z.int() });
const document = z.uuid();
const act = z.object({
  ...shared,
  does: z.discriminatedUnion("act", [
    z.object({ act: z.literal("crawl"), url: z.string() }),
    z.object({ act: z.literal("retry"), document }),
    z.object({ act: z.literal("delete"), document }),
    z.object({ act: z.literal("search"), query: z.string(), limit: z.int() }),
    z.object({ act: z.literal("erase") }),
  ]),
});

/** The path that takes the bytes of a document. */
export function documentUploadPath(secret: string, claims: UploadClaims, nowMs: number): string {
  return pathOf(signClaims(secret, "knowledge.upload", claims, nowMs + UPLOAD_MS));
}

/** The path that does one thing with a project's knowledge. */
export function knowledgeActPath(secret: string, claims: ActClaims, nowMs: number): string {
  return pathOf(signClaims(secret, "knowledge.act", claims, nowMs + CALL_MS));
}

// The schemas proved each id to be a UUID; the brands say whose.

export function readUpload(secret: string, token: string, nowMs: number): UploadClaims | null {
  return readClaims(secret, "knowledge.upload", upload, token, nowMs) as UploadClaims | null;
}

export function readAct(secret: string, token: string, nowMs: number): ActClaims | null {
  return readClaims(secret, "knowledge.act", act, token, nowMs) as ActClaims | null;
}

function pathOf(token: string): string {
  return `/files/knowledge/${token}`;
}
