import { newId } from "../platform/ids";

const ids = new WeakMap<Request, string>();

/** The id of a request: in its log lines, its answer's `x-request-id` and its error body. What the client sent under that name is ignored. */
export function requestIdOf(request: Request): string {
  const known = ids.get(request);
  if (known) return known;
  const id = newId();
  ids.set(request, id);
  return id;
}
