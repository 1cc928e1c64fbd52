import type { ServerFrame, VisitorFrame, VisitorMessage } from "../../../lib/assistant/protocol";
import type { SessionGrant } from "../../../lib/assistant/protocol";

/** One connection to a conversation, over a socket or over events and posts. */
export interface Wire {
  send(frame: VisitorFrame): void;
  close(): void;
}

export type Resume = Pick<Extract<VisitorFrame, { type: "init" }>, "since" | "at">;

export interface WireEvents {
  onFrame(frame: ServerFrame): void;
  /** Once. `code` as of a socket's close; `wasOpen`: it had worked before. */
  onClose(code: number, wasOpen: boolean): void;
}

export type OpenWire = (grant: SessionGrant, resume: Resume, events: WireEvents) => Wire;

/** A frame as it comes; null for what is none. */
export function readFrame(text: unknown): ServerFrame | null {
  try {
    const frame = JSON.parse(String(text)) as Partial<ServerFrame> & { messages?: VisitorMessage[] };
    return typeof frame.type === "string" ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
