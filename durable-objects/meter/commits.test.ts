import { expect, it } from "vitest";
import { Commits } from "./commits";

function stage() {
  const syncs: (() => void)[] = [];
  const ran: string[] = [];
  const commits = new Commits(() => new Promise((done) => syncs.push(done)));
  const step = (name: string) => commits.run(() => ran.push(name));
  return { commits, ran, step, syncs };
}
const turn = () => new Promise((done) => setImmediate(done));

it("runs the first at once, and what comes meanwhile together, in its order", async () => {
  const { ran, step, syncs } = stage();
  await step("a");
  const later = [step("b"), step("c")];
  await turn();
  expect(ran).toEqual(["a"]);
  syncs.shift()?.();
  await Promise.all(later);
  expect(ran).toEqual(["a", "b", "c"]);
  expect(syncs).toHaveLength(1);
});

it("tells whoever asked of a fault, and nobody else", async () => {
  const { commits, ran, step, syncs } = stage();
  await expect(
    commits.run(() => {
      throw new Error("wrong");
    }),
  ).rejects.toThrow("wrong");
  const next = step("b");
  syncs.shift()?.();
  await next;
  expect(ran).toEqual(["b"]);
});
