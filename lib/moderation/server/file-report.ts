import type { TenantDb } from "@/db/client";
import { insertReport, type NewReport } from "@/db/queries/reports";

export type { NewReport };

/** Keeps what the word filter found. A repeat changes nothing. */
export async function fileReport(db: TenantDb, report: NewReport): Promise<void> {
  await insertReport(db, report);
}
