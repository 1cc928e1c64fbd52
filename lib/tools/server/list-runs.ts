import { findToolRun, listToolRuns, type ToolRunRow } from "@/db/queries/tool-runs";
import { AppError } from "@/lib/platform/errors";
import { openSealed } from "@/lib/platform/seal";
import { decodeCursor, encodeCursor } from "@/lib/sessions/core/cursor";
import { isOn } from "../core/permissions";
import type { NamedRun, RunsQuery, ToolRunView } from "../protocol";
import { runView } from "./run-tool";
import type { ToolReads } from "./tool";
import type { ToolCaller } from "./tool-caller";

interface RunsPage<R> {
  object: "list";
  data: R[];
  has_more: boolean;
  next_cursor: string | null;
}

/** Calls of the tenant's tools, newest first. What one that waits would be called with is shown to whoever may use the tool. */
export async function listRuns(deps: ToolReads, caller: ToolCaller, query: RunsQuery): Promise<RunsPage<ToolRunView>> {
  const { data, ...page } = await listNamedRuns(deps, caller, query);
  return { ...page, data: data.map(({ run }) => run) };
}

/** The same, for people. */
export async function listNamedRuns(
  deps: ToolReads,
  caller: ToolCaller,
  { limit, cursor, status }: RunsQuery,
): Promise<RunsPage<NamedRun>> {
  const before = cursor === undefined ? null : decodeCursor(cursor);
  if (cursor !== undefined && !before) throw new AppError("invalid_request", "This is no cursor.", { param: "cursor" });
  const wish = { limit: limit + 1, before, status: status ?? null, now: deps.now() };
  const rows = await listToolRuns(deps.db, wish);
  const data = await Promise.all(
    rows.slice(0, limit).map(async (row) => {
      const { askedName, decidedName } = row;
      return { run: await shown(deps, caller, row), askedName, decidedName };
    }),
  );
  const last = rows[limit - 1];
  const hasMore = rows.length > limit;
  return { object: "list", data, has_more: hasMore, next_cursor: hasMore && last ? encodeCursor(last) : null };
}

export async function getRun(deps: ToolReads, caller: ToolCaller, id: string): Promise<ToolRunView> {
  const row = await findToolRun(deps.db, id, deps.now());
  if (!row) throw noRun();
  return shown(deps, caller, row);
}

async function shown(deps: ToolReads, caller: ToolCaller, row: ToolRunRow): Promise<ToolRunView> {
  if (row.sealedArgs === null || !isIts(caller, row)) return runView(row);
  const text = await openSealed(deps.secret, placeOf(deps, row.id), row.sealedArgs);
  return runView(row, text === null ? undefined : JSON.parse(text));
}

/** Where the arguments of a call are sealed. */
export function placeOf(
  { tenantId }: Pick<ToolReads, "tenantId">,
  id: string,
): { tenantId: ToolReads["tenantId"]; purpose: string } {
  return { tenantId, purpose: `run:${id}` };
}

/** A key that is limited to some tools has no say about the others. */
export function isIts(caller: ToolCaller, { tool }: ToolRunRow): boolean {
  return "person" in caller || isOn(caller.key.tools, tool);
}

export function noRun(): AppError {
  return new AppError("not_found", "There is no such call.");
}
