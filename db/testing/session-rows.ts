import { newId, type SessionId } from "@/lib/platform/ids";
import type { SessionMessage } from "@/lib/sessions/protocol";
import type { ProjectedSession } from "../queries/sessions";
import type { HttpToolRow, McpServerRow } from "../queries/tenant-tools";
import type { NewToolRun } from "../queries/tool-runs";

const AT = 1_700_000_000_000;
/** Long after every test. */
const FAR = 4_000_000_000_000;

/** A session as its object would send it. */
export function sessionRow(id: SessionId, text: string): ProjectedSession {
  return {
    id,
    keyId: newId(),
    version: 1,
    title: text,
    model: null,
    instructions: text,
    user: text,
    metadata: { canary: text },
    tools: [text],
    lastSeq: 1,
    resetSeq: 0,
    createdAt: AT,
    updatedAt: AT,
    deletedAt: null,
  };
}

export function sessionMessage(id: SessionId, seq: number, content: string): SessionMessage {
  const place = { object: "session.message" as const, session_id: id, seq, turn: seq };
  return { ...place, role: "user", content, status: "complete", created_at: AT };
}

export const RATES = { perAsker: 100, perSession: 100 };

/** A call that waits for approval. */
export function toolRunRow(id: string, text: string): NewToolRun {
  return {
    id,
    tool: text,
    argsHash: text,
    status: "pending",
    reason: null,
    sessionId: null,
    keyId: newId(),
    personId: null,
    at: AT,
    expiresAt: FAR,
    sealedArgs: text,
  };
}

export function httpToolRow(id: string, text: string): HttpToolRow {
  return {
    id,
    name: text,
    description: text,
    inputSchema: { type: "object" },
    method: "GET",
    urlTemplate: `https://${text}.example/`,
    headerNames: [text],
    sealedHeaders: text,
    timeoutMs: 1_000,
    destructive: false,
    createdAt: AT,
  };
}

export function mcpServerRow(id: string, text: string): McpServerRow {
  return {
    id,
    name: text,
    url: `https://${text}.example/`,
    headerNames: [],
    sealedHeaders: null,
    destructive: true,
    tools: [{ name: text, description: text, inputSchema: {} }],
    fingerprint: text,
    offeredFingerprint: null,
    checkedAt: AT,
    createdAt: AT,
  };
}
