import { describe, expect, it } from "vitest";
import type { Figures } from "@/lib/reporting/protocol";
import { renderReport } from "./render-report";

const nothing = { conversations: 0, answers: 0, deflection: null, abstained: 0, satisfaction: null };
const slow = { firstTokenP50: null, firstTokenP95: null, answerP50: null, answerP95: null };

const mail = (figures: object, before: object, name = "Ada") =>
  renderReport({
    id: "m1",
    name,
    tenant: "Demo",
    url: "https://p.example/demo/admin/reports/assistant?from=2026-11-16&until=2026-11-22",
    report: {
      report: "assistant",
      ...{ from: "2026-11-16", until: "2026-11-22", before: { from: "2026-11-09", until: "2026-11-15" }, zone: "UTC" },
      figures: { ...nothing, ...slow, ...figures } as Figures,
      figuresBefore: { ...nothing, ...slow, ...before } as Figures,
    },
  });

describe("renderReport", () => {
  it("says the same in text and in HTML: the days, each figure, the change, and where to see more", () => {
    const { subject, text, html, kind, id } = mail(
      { conversations: 1_200, deflection: 0.75, answerP95: 2_340 },
      { conversations: 1_000, deflection: 0.8, answerP95: 2_340 },
    );
    expect({ id, kind, subject }).toEqual({
      ...{ id: "m1", kind: "report", subject: "Demo: assistants, Nov 16, 2026 to Nov 22, 2026" },
    });
    expect(text).toContain("Conversations: 1,200 (+20%)");
    expect(text).toContain("Solved without people: 75% (\u22125 points)");
    expect(text).toContain("Whole answer, 95 of 100 within: 2.3 s (as before)");
    expect(text).toContain("Up votes of all votes: not measured (not comparable)");
    for (const part of [text, html]) {
      expect(part).toContain("Nov 9, 2026 to Nov 15, 2026");
      expect(part).toContain("admin/reports/assistant?from=2026-11-16");
      expect(part).not.toMatch(/[{}]|undefined|NaN/);
    }
    expect(html).toContain(">1,000<");
  });

  it("says where nothing was before, and lets no name into the page", () => {
    const { text, html } = mail({ answers: 3 }, {}, `<b>Ada</b> https://evil.example`);
    expect(text).toContain("Answers: 3 (none before)");
    expect(text).toContain("Conversations: 0 (as before)");
    expect(html).toContain("&lt;b&gt;Ada");
    expect(html + text).not.toContain("https://evil");
  });
});
