/** What brings the playground, prompts and evaluations into their states. */
import type { Page } from "playwright";
import { ask, settle, type Scene } from "./steps";

const AT = "/demo-company/admin";

/** The demo's own assistant. */
async function project(page: Page): Promise<{ id: string; instructions: string }> {
  const { projects } = (await ask(page, "GET", "projects")) as { projects: { id: string; instructions: string }[] };
  return projects[0] ?? { id: "", instructions: "" };
}

async function question(page: Page, text: string, answers = 1): Promise<void> {
  await page.getByRole("textbox", { name: "Question", exact: true }).fill(text);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page
    .locator("[data-slot=turn-summary]")
    .nth(answers - 1)
    .waitFor();
  await settle(page);
}

/** The instructions have three versions. Saved once. */
async function versioned(page: Page): Promise<string> {
  await settle(page);
  const { id, instructions } = await project(page);
  const texts = [
    ["Answer in short sentences.\nMention the season a tent is made for.", "First instructions"],
    [
      "Answer in short sentences.\nName the season a tent is made for.\nOffer the team's address where you do not know.",
      "",
    ],
    [
      "Answer in short sentences.\nName the season a tent is made for, and its price.\nOffer the team's address where you do not know.",
      "Prices were asked for most",
    ],
  ] as const;
  if (instructions !== "") return id;
  for (const [live, [text, note]] of texts.entries()) await ask(page, "POST", `prompts/${id}`, { text, note, live });
  return id;
}

const CSV = [
  "question,expects,source,words",
  "What does delivery cost?,answer,,",
  "What do repairs cost?,answer,,",
  "Which football team won the cup in 1954?,abstain,,",
  "How do I cook rice?,abstain,,",
  "Can I send back a used tent?,source,A document that is not there,",
  "Do you repair tents?,answer,,quixotic",
].join("\n");

/** A set with cases and two ended runs, made once. */
async function evaluated(page: Page): Promise<{ set: string; runs: string[] }> {
  const id = await versioned(page);
  await page.goto(`${new URL(page.url()).origin}${AT}/playground/evaluations`);
  await settle(page);
  const known = page.getByRole("link", { name: "What visitors ask most" });
  if ((await known.count()) === 0) {
    const { set } = (await ask(page, "POST", "evaluations", { project: id, name: "What visitors ask most" })) as {
      set: { id: string };
    };
    await ask(page, "POST", `evaluations/${set.id}/import`, { csv: CSV });
    for (const version of [1, null]) await ran(page, set.id, version);
    await page.reload();
    await settle(page);
  }
  const set = (await known.getAttribute("href"))?.split("/").at(-1) ?? "";
  await known.click();
  await page.locator("[data-slot=evaluation-run]").first().waitFor();
  const links = await page.locator("[data-slot=evaluation-run] a").all();
  const runs = await Promise.all(links.map(async (link) => (await link.getAttribute("href"))?.split("/").at(-1) ?? ""));
  return { set, runs };
}

async function ran(page: Page, set: string, version: number | null): Promise<void> {
  const { run } = (await ask(page, "POST", `evaluations/${set}/runs`, {
    model: null,
    version,
    budget: 1_000_000_000,
  })) as {
    run: { id: string };
  };
  for (let state = "running"; state === "running";) {
    await page.waitForTimeout(500);
    state = ((await ask(page, "GET", `evaluation-runs/${run.id}`)) as { run: { state: string } }).run.state;
  }
}

const go = async (page: Page, path: string) => {
  await page.goto(`${new URL(page.url()).origin}${AT}/${path}`);
  await settle(page);
};

const owner = (name: string, path: string, prepare?: (page: Page) => Promise<void>): Scene => ({
  ...{ name, path: `${AT}/${path}`, as: "owner" },
  ...(prepare ? { prepare } : {}),
});

export const PLAYGROUND_SCENES: readonly Scene[] = [
  { name: "playground-none", path: "/acme/admin/playground", as: "stranger" },
  { name: "playground-as-member", path: `${AT}/playground`, as: "member", status: 404 },
  owner("playground-empty", "playground"),
  owner("playground-answered", "playground", async (page) => {
    await settle(page);
    await question(page, "Can I send back a used tent? I am ada@example.org.");
  }),
  owner("playground-unknown", "playground", async (page) => {
    await settle(page);
    await question(page, "Which football team won the cup in 1954?");
  }),
  owner("playground-sent", "playground", async (page) => {
    await settle(page);
    await question(page, "What does delivery cost?");
    await page.locator("[data-slot=turn-panel] summary").last().click();
    await page.locator("[data-slot=turn-panel] pre").last().scrollIntoViewIfNeeded();
  }),
  owner("playground-compare", "playground", async (page) => {
    await versioned(page);
    await page.reload();
    await settle(page);
    await page.getByRole("button", { name: "Compare two" }).click();
    await page.getByRole("combobox", { name: "Instructions" }).nth(1).click();
    await page.getByRole("option", { name: "Unsaved text" }).click();
    await question(page, "What does delivery cost?", 2);
  }),
  owner("playground-add-case", "playground", async (page) => {
    await evaluated(page);
    await go(page, "playground");
    await question(page, "What does delivery cost?");
    await page.getByRole("button", { name: "Add to an evaluation set" }).click();
    await page.locator("[data-slot=dialog-content]").waitFor();
  }),
  owner("playground-test-tab", "projects", async (page) => {
    await settle(page);
    await go(page, `projects/${(await project(page)).id}/test`);
    await question(page, "What do repairs cost?");
  }),
  owner("prompts-list", "prompts", async (page) => {
    await versioned(page);
    await page.reload();
    await settle(page);
  }),
  owner("prompts-none", "prompts/house"),
  owner("prompts-versions", "prompts", async (page) => {
    await go(page, `prompts/${await versioned(page)}`);
  }),
  owner("prompts-back", "prompts", async (page) => {
    await go(page, `prompts/${await versioned(page)}`);
    await page.getByRole("button", { name: "Take up again: version 1" }).click();
    await page.locator("[data-slot=alert-dialog-content]").waitFor();
  }),
  { name: "evaluations-none", path: "/acme/admin/playground/evaluations", as: "stranger" },
  owner("evaluations-list", "playground/evaluations", async (page) => {
    await evaluated(page);
    await go(page, "playground/evaluations");
  }),
  owner("evaluations-set", "playground/evaluations", async (page) => {
    const { set } = await evaluated(page);
    await go(page, `playground/evaluations/${set}`);
  }),
  {
    name: "evaluations-import-errors",
    path: `${AT}/playground/evaluations`,
    as: "owner",
    // The answer that says what is wrong is an error to the console.
    before: async () => undefined,
    prepare: async (page) => {
      await evaluated(page);
      await page.getByRole("button", { name: "Import CSV" }).click();
      await page.getByLabel("Or paste the table").fill("question,expects\nGood?,answer\nBad?,perhaps");
      await page.getByRole("button", { name: "Import cases" }).click();
      await page.locator("[data-slot=field-error]").first().waitFor();
    },
  },
  owner("evaluations-start", "playground/evaluations", async (page) => {
    await evaluated(page);
    await page.getByRole("button", { name: "Run set" }).click();
    await page.locator("[data-slot=dialog-content]").waitFor();
  }),
  owner("evaluations-run", "playground/evaluations", async (page) => {
    const { set, runs } = await evaluated(page);
    await go(page, `playground/evaluations/${set}/runs/${runs[0]}`);
  }),
  owner("evaluations-compared", "playground/evaluations", async (page) => {
    const { set, runs } = await evaluated(page);
    await go(page, `playground/evaluations/${set}/runs/${runs[0]}?against=${runs[1]}`);
  }),
];
