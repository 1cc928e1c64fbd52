import { expect, it, vi } from "vitest";
import type { Sent } from "@/lib/access/client/send";
import type { AuditCheck } from "../protocol";
import { verifyLog } from "./verify-log";

const hash = "a".repeat(64);
const WHOLE: AuditCheck = { status: "whole", entries: 5, hash, at: 7 };
const part = (seq: number): Sent<AuditCheck> => ({
  ok: true,
  data: { status: "checking", next: { seq, hash }, of: 5 },
});

function answering(...answers: Sent<AuditCheck>[]) {
  const asked: string[] = [];
  const ask = async (query: string): Promise<Sent<AuditCheck>> => {
    asked.push(query);
    return answers[asked.length - 1] ?? { ok: false, fault: { code: "internal", message: "asked too often" } };
  };
  return { ask, asked };
}

it("goes on where the portion before ended, and tells how far it is", async () => {
  const { ask, asked } = answering(part(2), part(4), { ok: true, data: WHOLE });
  const told = vi.fn<(checked: number, of: number) => void>();
  expect(await verifyLog(ask, told, new AbortController().signal)).toEqual(WHOLE);
  expect(asked).toEqual(["", `?after=2&hash=${hash}`, `?after=4&hash=${hash}`]);
  expect(told.mock.calls).toEqual([
    [2, 5],
    [4, 5],
  ]);
});

it("says how far it came when it cannot go on", async () => {
  const fault = { code: "rate_limited", message: "Too many." };
  const { ask } = answering(part(2), { ok: false, fault });
  expect(await verifyLog(ask, () => {}, new AbortController().signal)).toEqual({ status: "failed", fault, checked: 2 });
});

it("asks no more when nobody waits", async () => {
  const { ask, asked } = answering(part(2), { ok: true, data: WHOLE });
  const stop = new AbortController();
  expect(await verifyLog(ask, () => stop.abort(), stop.signal)).toEqual({ status: "stopped" });
  expect(asked.length).toBe(2);
});
