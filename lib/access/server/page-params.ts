import { safeNextPath } from "../core/next-path";

export { withNext } from "../core/next-path";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One query parameter of a page; a repeated one has no single meaning and counts as absent. */
export async function searchParam(params: SearchParams, name: string): Promise<string | null> {
  const value = (await params)[name];
  return typeof value === "string" ? value : null;
}

/** The page's `next`, reduced to a path of this site. */
export async function nextParam(params: SearchParams): Promise<string> {
  return safeNextPath(await searchParam(params, "next"));
}

/** Where `next` leads somebody who is signed in. */
export function onwardPath(next: string): string {
  return next === "/" ? "/api/tenants/start" : next;
}
