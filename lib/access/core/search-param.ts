export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One query parameter of a page; a repeated one has no single meaning and counts as absent. */
export async function searchParam(params: SearchParams, name: string): Promise<string | null> {
  const value = (await params)[name];
  return typeof value === "string" ? value : null;
}
