import { describe, expect, it } from "vitest";
import type { ReportId } from "@/lib/reporting/protocol";
import { periodFault, readReportView, writeReportView } from "./report-view";

const TODAY = "2026-11-22";
const PROJECT = "0192f0c0-0000-7000-8000-000000000001";
const pairs = (params: URLSearchParams) => [...params].map((pair) => pair.join("=")).toSorted();
const read = (report: ReportId, query: string) => readReportView(report, new URLSearchParams(query), TODAY);

describe("the address of a report", () => {
  it("is plain for the last 30 days, today included", () => {
    const view = read("models", "");
    expect(view).toMatchObject({ preset: 30, from: "2026-10-24", until: TODAY, by: "model", compare: true });
    expect(writeReportView("models", view).toString()).toBe("");
  });

  it.each([
    ["models", "days=7&by=key&chart=cost"],
    ["assistant", `days=365&project=${PROJECT}&compare=off`],
    ["chat", "from=2026-01-01&until=2026-03-31"],
  ] as const)("%s?%s reads back as it was written", (report, query) => {
    const view = read(report, query);
    const written = writeReportView(report, view);
    expect(read(report, written.toString())).toEqual(view);
    expect(pairs(written)).toEqual(pairs(new URLSearchParams(query)));
  });

  it("takes what makes no sense for the default", () => {
    const view = read("chat", `days=13&by=model&chart=cost&project=${PROJECT}&from=2026-02-30&until=2026-03-01`);
    expect(view).toEqual(read("chat", ""));
  });
});

it.each([
  ["", "2026-11-01", "missing"],
  ["2026-11-02", "2026-11-01", "order"],
  ["2026-11-01", "2026-11-23", "ahead"],
  ["2020-01-01", "2026-11-22", "long"],
  ["2026-11-22", "2026-11-22", null],
] as const)("%s to %s: %s", (from, until, fault) => {
  expect(periodFault(from, until, TODAY)).toBe(fault);
});
