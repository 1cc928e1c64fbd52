/** The examples of docs/reference/api.md, run as they stand there. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parlor, playProviders } from "./support/installation";

const provider = playProviders();
const PAGE = "docs/reference/api.md";
/** Inside of the checkout, where the examples find their packages. */
const folder = join(process.cwd(), "test-results", "quickstarts");
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const examples = [...readFileSync(PAGE, "utf8").matchAll(/### (.+)\n\n```(sh|ts) quickstart\n([\s\S]+?)```/g)].map(
  ([, name = "", language = "", code = ""]) => ({ name, language, code }),
);

it("has one for each client", () => {
  expect(examples.map(({ name }) => name)).toEqual(["curl", "The OpenAI client", "AI SDK", "LangChain"]);
});

it.each(examples)("$name", async ({ name, language, code }) => {
  const file = join(folder, `${name.replace(/\W+/g, "-")}.${language === "ts" ? "mts" : "sh"}`);
  writeFileSync(file, code);
  const child = spawn(language === "ts" ? process.execPath : "sh", [file], {
    env: { ...process.env, PARLOR_URL: parlor.url, PARLOR_API_KEY: parlor.keys.all },
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const status = await new Promise((done) => child.once("close", done));
  expect(status, said).toBe(0);
  expect(said).toContain("sun sea sky");
  expect([...provider.main.ledger(), ...provider.second.ledger()]).toHaveLength(1);
});
