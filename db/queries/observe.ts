import { sql } from "drizzle-orm";
import type { ReadingPulse } from "@/lib/observe/protocol";
import type { TenantDb } from "../client";

/** Documents of the tenant that are on their way into knowledge. */
export async function countReading(db: TenantDb): Promise<ReadingPulse> {
  const [rows] = await db.run((q) => [
    q.execute<ReadingPulse & Record<string, unknown>>(sql`
      select count(*) filter (where state = 'waiting')::int as waiting,
        count(*) filter (where state = 'reading')::int as reading,
        count(*) filter (where state = 'indexing')::int as indexing
      from knowledge_documents
      where tenant_id = ${db.tenantId} and state in ('waiting', 'reading', 'indexing')`),
  ]);
  return rows.rows[0] ?? { waiting: 0, reading: 0, indexing: 0 };
}
