import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { SEEDED_BUGS } from "./catalogue";

const root = resolve(import.meta.dirname, "../..");

it.each(SEEDED_BUGS.map((bug) => ({ ...bug, name: `${bug.breaks} ${bug.what}` })))(
  "$name: can be planted",
  ({ file, find, replace, tests }) => {
    expect(readFileSync(join(root, file), "utf8").split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
    expect(tests.filter((test) => !existsSync(join(root, test)))).toEqual([]);
  },
);
