/** The realtime Worker on `workerd serve`: the product's own code behind tests/chaos/stack/entry.ts. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { buildWorker, type SourceEdit } from "./build-worker";
import { startWorkerd, type Workerd } from "./workerd";

export const APP_ORIGIN = "http://localhost:8787";
export const INTERNAL_SECRET = "chaos-internal-secret-chaos-internal-00";
export const TICKET_SECRET = "chaos-ticket-secret-chaos-ticket-secret";

export interface RealtimeOptions {
  dir: string;
  port: number;
  /** As the app role. */
  databaseUrl: string;
  sqlEndpoint: string;
  /** Sends a person may make; the rate limiter runs either way. */
  sends: { sendsPer10s: number; sendsBurst: number };
  /** Seeded bugs. */
  edits?: readonly SourceEdit[];
  onOutput?: (text: string) => void;
}

/** Builds the Worker into `dir` and starts it there; objects keep their storage across kills. */
export async function startRealtime(options: RealtimeOptions): Promise<Workerd> {
  await mkdir(options.dir, { recursive: true });
  await buildWorker("tests/chaos/stack/entry.ts", path.join(options.dir, "bundle.js"), options.edits);
  return startWorkerd({
    dir: options.dir,
    port: options.port,
    bundle: "bundle.js",
    objects: { CHAT_ROOM: "ChatRoom", INBOX: "Inbox", PRESENCE: "Presence", OUTBOX_REGISTRY: "OutboxRegistry" },
    vars: {
      DATABASE_URL: options.databaseUrl,
      SQL_ENDPOINT: options.sqlEndpoint,
      BETTER_AUTH_SECRET: "not-used-by-the-realtime-worker-00000",
      TICKET_SECRET,
      INTERNAL_SECRET,
      APP_ORIGINS: APP_ORIGIN,
      MAIL_MODE: "outbox",
      ROOM_LIMITS: JSON.stringify(options.sends),
    },
    ...(options.onOutput ? { onOutput: options.onOutput } : {}),
  });
}
