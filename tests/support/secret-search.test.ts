import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SecretSearch } from "./secret-search";

const SECRET = "q7Wm2ZsX9cVb4NrT6yLk8JhG1fDaP0E";
const OTHER = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "parlor-search-test-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hitsOf = (content: string | Uint8Array, secrets = [OTHER, SECRET]) => {
  const search = new SecretSearch(secrets);
  search.look("here", content);
  return search.hits;
};

it.each([
  ["whole", `key=pk_live_abc${SECRET}xyz`],
  ["by its first half", `The model pk_live_${SECRET.slice(0, 18)}… does not exist`],
  ["by a piece of twenty characters", SECRET.slice(6, 26)],
  ["in base64, wherever it begins", Buffer.from(`Bearer: ${SECRET}`).toString("base64")],
  ["in base64, one later", Buffer.from(`Bearer:: ${SECRET}`).toString("base64")],
  ["in base64, two later", Buffer.from(`Bearer::: ${SECRET}`).toString("base64")],
  ["in hex", Buffer.from(SECRET).toString("hex")],
  ["in two bytes a character", Buffer.from(SECRET, "utf16le")],
])("finds a secret %s", (_, content) => expect(hitsOf(content)).toEqual(["here"]));

it("finds nothing where there is nothing, nor the few characters that tell keys apart", () => {
  expect(hitsOf(`pk_live_abcd…${SECRET.slice(-4)}`)).toEqual([]);
  expect(hitsOf(SECRET, [OTHER])).toEqual([]);
});

it("looks into every file, and into rows that lie over several pages of a database", () => {
  mkdirSync(join(folder, "workers", "r2"), { recursive: true });
  writeFileSync(join(folder, "workers", "r2", "blob"), Buffer.concat([Buffer.alloc(9_000), Buffer.from(SECRET)]));
  writeFileSync(join(folder, "clean.log"), "nothing");
  const database = new DatabaseSync(join(folder, "workers", "object.sqlite"));
  database.exec("create table _cf_kv (key text primary key, value blob); create table rows (id integer, body text)");
  database.prepare("insert into rows values (?, ?)").run(1, `${".".repeat(4_060)}${SECRET}${".".repeat(9_000)}`);
  database.prepare("insert into _cf_kv values (?, ?)").run("kept", Buffer.from(SECRET));
  database.close();
  const search = new SecretSearch([SECRET]);
  expect(search.lookAtFolder(folder)).toBe(3);
  expect(new Set(search.hits)).toEqual(
    new Set([
      join("workers", "r2", "blob"),
      join("workers", "object.sqlite"),
      `${join("workers", "object.sqlite")}, rows`,
      `${join("workers", "object.sqlite")}, _cf_kv`,
    ]),
  );
});

it("sees what a database has not yet put into its file", () => {
  const database = new DatabaseSync(join(folder, "object.sqlite"));
  database.exec("pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table rows (body text)");
  database.prepare("insert into rows values (?)").run(SECRET);
  const search = new SecretSearch([SECRET]);
  search.lookAtFolder(folder);
  database.close();
  expect(search.hits).toContain("object.sqlite, rows");
});
