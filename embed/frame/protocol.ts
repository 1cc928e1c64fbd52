/**
 * What the host page's loader and the panel's frame tell each other (docs/guides/embed.md). The frame says HELLO to its
 * parent, the loader answers INIT with a port to the frame's exact origin, and everything else goes over that port.
 * Unknown types are ignored by both, so that either may be newer.
 */

/** Each message carries the version of its envelope, which is 1. */
export type Enveloped<Message> = Message & { parlor: number };

export interface FramePage {
  url: string;
  title: string;
}

export type HostEvent = "identify" | "reset" | "page" | "prefill";

export type HostMessage =
  | { type: "INIT"; token?: string; session?: string; page: FramePage; full: boolean }
  /** `focus`: the visitor asked for it, so the writing field may take the keyboard. `full`: the panel is the whole window. */
  | { type: "TOGGLE"; open: boolean; focus: boolean; full: boolean }
  | { type: "RESIZE"; full: boolean }
  | { type: "EVENT"; name: HostEvent; detail?: unknown };

export type FrameMessage =
  | { type: "HELLO" }
  /** `style`: rules for launcher and frame in the loader's shadow root. `scheme`: frame and document must say the same. */
  | { type: "READY"; style: string; scheme: string; name: string }
  | { type: "TOGGLE"; open: boolean }
  | { type: "RESIZE"; width: number; height: number }
  | { type: "UNREAD"; count: number }
  | { type: "EVENT"; name: string; detail?: unknown }
  | { type: "ERROR"; code: string; message: string }
  /** Where the frame may not store: the host's page keeps the session for it. */
  | { type: "KEEP"; session: string | null };
