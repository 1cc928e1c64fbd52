/** What makes two readings the same document. */
export function sourceOfName(name: string): string {
  return `name:${name.trim().toLowerCase()}`;
}

export function sourceOfUrl(url: string): string {
  return `url:${url}`;
}
