import type { Enveloped, FrameMessage, HostMessage } from "../frame/protocol";

export interface Host {
  tell(message: FrameMessage): void;
}

/**
 * Says hello to the page around the frame and waits for a port. Only the parent counts, and only from an origin of the
 * project's list, or from our own for the demo. What the parent is told goes over the port: nobody else can read it.
 */
export function meetHost(origins: readonly string[], hear: (message: HostMessage) => void): Host {
  let port: MessagePort | undefined;
  addEventListener("message", ({ source, origin, data, ports }: MessageEvent<Enveloped<HostMessage> | null>) => {
    if (source !== parent || (origin !== location.origin && !origins.includes(origin))) return;
    if (data?.parlor !== 1 || data.type !== "INIT" || !ports[0]) return;
    port?.close();
    port = ports[0];
    port.onmessage = (event: MessageEvent<HostMessage>) => hear(event.data);
    hear(data);
  });
  const tell = (message: FrameMessage) => port?.postMessage({ parlor: 1, ...message });
  // Its own origin the frame cannot name; the hello says nothing that not everybody may know.
  if (parent !== window) parent.postMessage({ parlor: 1, type: "HELLO" }, "*");
  return { tell };
}
