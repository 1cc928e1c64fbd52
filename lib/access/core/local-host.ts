/** Whether a Host header names this machine. */
export function isLocalHost(host: string | null): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(host ?? "");
}
