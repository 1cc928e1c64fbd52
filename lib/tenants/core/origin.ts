const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/;

/** True for an origin as a browser sends it: scheme, host and port, nothing behind. Plain http only for one's own machine. */
export function isExactOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  if (origin !== text || !HOST.test(hostname)) return false;
  return protocol === "https:" || (protocol === "http:" && (hostname === "localhost" || hostname === "127.0.0.1"));
}
