import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DemoInstallation } from "../demo/installation";
import type { DemoSignIns } from "../seed-demo";
import { ensureDemo } from "./demo";

const made: DemoSignIns = {
  people: [{ name: "A", email: "a@demo.example", password: "x", tenant: "demo" }],
  tenants: [],
};
const installation = {} as DemoInstallation;
const seed = vi.fn(async () => made);
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "parlor-demo-"));
  seed.mockClear();
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it("is made once in our own Postgres", async () => {
  for (let start = 0; start < 2; start++)
    expect(await ensureDemo({ dataDir, ours: true, asked: false }, installation, seed)).toEqual(made);
  expect(seed).toHaveBeenCalledOnce();
});

it("never reaches a database of somebody else's unasked, whatever an earlier start left in the folder", async () => {
  await ensureDemo({ dataDir, ours: true, asked: false }, installation, seed);
  seed.mockClear();
  const none = await ensureDemo({ dataDir, ours: false, asked: false }, installation, seed);
  expect(none).toEqual({ people: [], tenants: [] });
  expect(seed).not.toHaveBeenCalled();
  expect(await ensureDemo({ dataDir, ours: false, asked: true }, installation, seed)).toEqual(made);
  expect(seed).toHaveBeenCalledOnce();
});
