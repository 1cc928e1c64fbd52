const LINK = /https?:\/\/[^\s<>]/i;

/** Whether a message links to something: what `has:link` means. */
export function hasLink(body: string): boolean {
  return LINK.test(body);
}
