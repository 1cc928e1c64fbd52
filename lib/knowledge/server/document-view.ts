import type { DocumentRow } from "@/db/queries/knowledge";
import type { DocumentView } from "../protocol";

/** A document as the dashboard is shown it. */
export function documentView({ name: _name, sha256: _sha, ...view }: DocumentRow): DocumentView {
  return view;
}
