import { ensureImportJob } from "@/db/queries/imports";
import * as z from "zod/mini";
import { derivedId } from "@/lib/platform/ids";
import type { OpenImport, OpenImportAnswer } from "../protocol";
import type { ImportCtx } from "./import-ctx";

/** Starts the import of one export file, or goes on with it. */
export async function startImport(ctx: ImportCtx, step: OpenImport): Promise<OpenImportAnswer> {
  const job = await derivedId(ctx.tenantId, "import", step.source, step.team, step.fingerprint);
  const { state } = await ensureImportJob(ctx.db, job, `${step.source}:${step.team}`);
  const finished = z.safeParse(z.record(z.string(), z.string()), state["finished"]);
  return { job, finished: finished.success ? finished.data : {} };
}
