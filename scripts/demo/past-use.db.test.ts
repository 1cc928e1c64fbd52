import { expect, it } from "vitest";
import { withDatabase } from "@/db/testing/database";
import type { Ctx } from "@/lib/access/ctx";
import { METRICS, type Metric, type Report } from "@/lib/reporting/protocol";
import { showReport } from "@/lib/reporting/server/show-report";
import { makeAssistant } from "./assistant";
import { makePastUse } from "./past-use";

const database = withDatabase();

it("gives every chart of assistants and models something to show, once", async () => {
  const db = database.tenant();
  const owner = await database.person(db);
  await makeAssistant(db, owner, "http://localhost:8787");
  const ctx = { db, now: Date.now, actor: { role: "owner" } as Ctx["actor"] };
  const show = (report: "assistant" | "models", by: "language" | "key") =>
    showReport(ctx, { tenant: "", report, by, project: null });
  const both = async (): Promise<Report[]> => [await show("assistant", "language"), await show("models", "key")];

  await makePastUse(db, owner);
  const made = await both();
  for (const { report, figures, figuresBefore, days, groups } of made) {
    for (const metric of Object.keys(METRICS[report]) as Metric[]) {
      expect(figures[metric], metric).toBeGreaterThan(0);
      expect(figuresBefore[metric], metric).toBeGreaterThan(0);
    }
    const size = report === "assistant" ? "conversations" : "calls";
    expect(days.filter((day) => (day.figures[size] ?? 0) > 0).length).toBeGreaterThan(20);
    expect(groups.map(({ name }) => name)).not.toContain(null);
    expect(groups).toHaveLength(2);
  }
  await makePastUse(db, owner);
  expect(await both()).toEqual(made);
});
