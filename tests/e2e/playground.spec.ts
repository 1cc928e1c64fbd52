/** Trying an assistant, the versions of its prompt, and evaluation sets (REP-05). */
import { expect, test as base, type Page } from "@playwright/test";
import { ask, expectAccessible, personAt, unique, type Person } from "./support/people";

const test = base.extend<{ open: (who: string, width?: number) => Promise<Person> }>({
  open: async ({ browser, baseURL }, use) => {
    const opened: Person[] = [];
    await use(async (who, width = 1440) => {
      const person = await personAt(browser, who, {
        ...(baseURL ? { baseURL } : {}),
        viewport: { width, height: width === 1440 ? 900 : 844 },
      });
      opened.push(person);
      return person;
    });
    for (const { context } of opened) await context.close();
  },
});

const ADMIN = "/demo-company/admin";
const panel = (page: Page) => page.locator("[data-slot=turn-panel]");
const part = (page: Page, name: string) => panel(page).getByRole("group", { name, exact: true });
const asking = (page: Page) => page.getByRole("textbox", { name: "Question", exact: true });

/** The demo company's own assistant, which has documents. */
async function demoProject(person: Person): Promise<string> {
  await person.page.goto(`${ADMIN}/projects`);
  const { projects } = await ask<{ projects: { id: string; name: string }[] }>(person, "GET", "projects");
  return projects.find(({ name }) => name === "Website assistant")?.id ?? "";
}

async function newProject(person: Person): Promise<string> {
  await person.page.goto(`${ADMIN}/projects`);
  const { project } = await ask<{ project: { id: string } }>(person, "POST", "projects", {
    ...{ name: unique("Prompted"), origin: null },
  });
  return project.id;
}

test("a question is answered from the documents, and taken apart beside the answer", async ({ open }) => {
  const person = await open("ada");
  const { page } = person;
  const id = await demoProject(person);
  await page.goto(`${ADMIN}/playground?project=${id}`);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText("Write a question.")).toBeVisible();

  // By the keyboard alone.
  await asking(page).fill("Can I send back a used tent?");
  await asking(page).press("Enter");
  const answer = page.locator("[data-slot=trial-answer]");
  await expect(answer).not.toBeEmpty();
  await expect(page.getByRole("list", { name: "Sources" }).getByRole("listitem").first()).toBeVisible();

  await expect(part(page, "Retrieval").locator("[data-slot=passage][data-cited=true]").first()).toBeVisible();
  await expect(part(page, "Retrieval")).toContainText(/Confidence \d+%, 50% needed/);
  await expect(part(page, "Routing")).toContainText("parlor/extract");
  await expect(part(page, "Tokens and cost")).toContainText("Prompt tokens");
  await expect(part(page, "Time").locator("[data-slot=waterfall] li")).not.toHaveCount(1);
  await part(page, "Sent to the provider").getByText("Visitor").click();
  await expect(part(page, "Sent to the provider").locator("pre").last()).toHaveText("Can I send back a used tent?");
  await expectAccessible(page);

  // What no document says, and what was said before is still there.
  await asking(page).fill("Which football team won the cup in 1954? I am ada@example.org.");
  await asking(page).press("Enter");
  await expect(part(page, "Retrieval")).toContainText("too low");
  await expect(part(page, "Question and filters")).toContainText("I am [email-1]");
  await expect(part(page, "Tokens and cost")).toContainText("No model was called.");
  await expect(page.locator("[data-slot=trial-turn]")).toHaveCount(2);
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(page.locator("[data-slot=trial-turn]")).toHaveCount(0);

  // Nobody's conversation.
  await page.goto(`${ADMIN}/conversations`);
  await expect(page.getByText("ada@example.org")).toHaveCount(0);
  await expect(page.getByText("Which football team won the cup in 1954? I am")).toHaveCount(0);
});

test("the same screen is a tab of the assistant, says what is missing, and fits a phone", async ({ open }) => {
  const person = await open("ada", 390);
  const { page } = person;
  const id = await newProject(person);
  await page.goto(`${ADMIN}/projects/${id}`);
  await page
    .getByRole("navigation", { name: "Pages of this assistant" })
    .getByRole("link", { name: "Test", exact: true })
    .click();
  await expect(page).toHaveURL(/\/test$/);
  await expect(page.getByText("It knows no documents yet")).toBeVisible();
  await asking(page).fill("May I return it?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(part(page, "Retrieval")).toContainText("No passage was found.");
  await expectAccessible(page);

  const { project } = await ask<{ project: { version: number } }>(person, "GET", `projects/${id}`);
  await ask(person, "PATCH", `projects/${id}`, { version: project.version, paused: true });
  await page.reload();
  await expect(page.getByText("This assistant is paused")).toBeVisible();
  await asking(page).fill("May I return it?");
  // An isolate may go by what it read for some seconds.
  await expect(async () => {
    await asking(page).fill("May I return it?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(page.getByText("The assistant is paused, or the tenant is suspended.").first()).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await expectAccessible(page);
});

test("two choices answer the same question side by side", async ({ open }) => {
  const person = await open("ada");
  const { page } = person;
  await page.goto(`${ADMIN}/playground?project=${await demoProject(person)}`);
  await page.getByRole("button", { name: "Compare two" }).click();
  await page.getByRole("combobox", { name: "Instructions" }).nth(1).click();
  await page.getByRole("option", { name: "Unsaved text" }).click();
  await page.getByLabel("Instructions to try").fill("Answer like a sailor.");
  await asking(page).fill("What does delivery cost?");
  await asking(page).press("Enter");
  await expect(page.locator("[data-slot=turn-summary]")).toHaveCount(2);
  for (const side of ["A", "B"]) {
    await expect(page.getByRole("region", { name: `Test conversation, side ${side}` })).toContainText("Answered");
  }
  await expect(page.getByRole("region", { name: "Test conversation, side B" })).toContainText("Unsaved text");
  await expectAccessible(page);
});

test("prompts are saved as versions, compared, taken up again, and two who save are told", async ({ open }) => {
  const person = await open("ada");
  const { page } = person;
  const id = await newProject(person);
  await page.goto(`${ADMIN}/prompts`);
  await expectAccessible(page);
  await page.goto(`${ADMIN}/prompts/${id}`);
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await page.getByRole("button", { name: "Save as version 1" }).click();
  await expect(page.getByText("This is the text that is live already.").first()).toBeVisible();
  await text.fill("Be kind.\nAnswer in French.");
  await page.getByRole("textbox", { name: "Note" }).fill("First words");
  await page.getByRole("button", { name: "Save as version 1" }).click();
  await expect(page.getByRole("button", { name: "Save as version 2" })).toBeVisible();
  await text.fill("Be kind.\nAnswer in German.");
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await expect(page.getByRole("button", { name: "Save as version 3" })).toBeVisible();

  const versions = page.locator("[data-slot=prompt-version]");
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText("Live");
  await expect(versions.last()).toContainText("First words");
  const changes = page.getByRole("list", { name: "Changes from version 1 to version 2" });
  await expect(changes.locator("del")).toHaveText("French");
  await expect(changes.locator("ins")).toHaveText("German");
  await expect(changes.getByText("Removed:")).toBeAttached();
  await expect(page.getByText("1 line added, 1 line removed")).toBeVisible();
  await expectAccessible(page);

  // Somebody else saves meanwhile: what was typed stays, and nothing is overwritten.
  await ask(person, "POST", `prompts/${id}`, { text: "Theirs.", note: "", live: 2 });
  await text.fill("Mine.");
  await page.getByRole("button", { name: "Save as version 3" }).click();
  await expect(page.getByText(/Somebody else saved a version meanwhile/).first()).toBeVisible();
  await expect(text).toHaveValue("Mine.");
  await text.fill("Be kind.\nAnswer in German.");

  await page.reload();
  await expect(text).toHaveValue("Theirs.");
  await page.getByRole("button", { name: "Take up again: version 1" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("Its text becomes version 4");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Take up again" }).click();
  await expect(versions).toHaveCount(4);
  await expect(versions.first()).toContainText("Text of version 1");
  await expect(text).toHaveValue("Be kind.\nAnswer in French.");
  const { project } = await ask<{ project: { instructions: string } }>(person, "GET", `projects/${id}`);
  expect(project.instructions).toBe("Be kind.\nAnswer in French.");
});

test("a set is filled from the playground and from a table, run, and compared with an earlier run", async ({
  open,
}) => {
  const person = await open("ada");
  const { page } = person;
  const id = await demoProject(person);
  const name = unique("Basics");
  await page.goto(`${ADMIN}/playground/evaluations`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "New set" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make set" }).click();
  await expect(dialog.getByText("Give it a name.").first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("combobox", { name: "Assistant" }).click();
  await page.getByRole("option", { name: "Website assistant", exact: true }).click();
  await dialog.getByRole("button", { name: "Make set" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const set = page.url().split("/").at(-1) ?? "";

  await page.getByRole("button", { name: "Import CSV" }).click();
  await dialog.getByLabel("Or paste the table").fill("question,expects\nGood?,perhaps");
  await dialog.getByRole("button", { name: "Import cases" }).click();
  await expect(dialog.getByText(/^Line 2:/).first()).toBeVisible();
  await dialog
    .getByLabel("Or paste the table")
    .fill(
      "question,expects,words\nWhich football team won the cup in 1954?,abstain,\nWhat do repairs cost?,answer,quixotic",
    );
  await dialog.getByRole("button", { name: "Import cases" }).click();
  const cases = page.locator("[data-slot=evaluation-case]");
  await expect(cases).toHaveCount(2);

  await page.goto(`${ADMIN}/playground?project=${id}`);
  await asking(page).fill("Can I send back a used tent?");
  await asking(page).press("Enter");
  await page.getByRole("button", { name: "Add to an evaluation set" }).click();
  await dialog.getByRole("combobox", { name: "Set" }).click();
  await page.getByRole("option", { name }).click();
  await expect(dialog.getByLabel("Document")).not.toHaveValue("");
  await dialog.getByRole("button", { name: "Add case" }).click();
  await expect(dialog).toBeHidden();

  await page.goto(`${ADMIN}/playground/evaluations/${set}`);
  await expect(cases).toHaveCount(3);
  await expectAccessible(page);
  const run = async () => {
    await page.getByRole("button", { name: "Run set" }).click();
    await dialog.getByRole("button", { name: "Run", exact: true }).click();
    await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/);
  };
  await run();
  // It goes on while nobody looks.
  await page.goto(`${ADMIN}/prompts`);
  await page.goBack();
  await expect(page.getByText("2 of 3 passed")).toBeVisible();
  const results = page.locator("[data-slot=evaluation-result]");
  await expect(results.filter({ hasText: "1954" })).toHaveAttribute("data-row-state", "pass");
  await expect(results.filter({ hasText: "Can I send back a used tent?" })).toHaveAttribute("data-row-state", "pass");
  await expect(results.filter({ hasText: "What do repairs cost?" })).toContainText("Lacks: quixotic");
  await expectAccessible(page);

  // The case is mended, and the next run says what that changed.
  await page.goto(`${ADMIN}/playground/evaluations/${set}`);
  await page.getByRole("button", { name: "Change case: What do repairs cost?" }).click();
  await dialog.getByLabel("Words in the answer").fill("");
  await dialog.getByRole("button", { name: "Save case" }).click();
  await expect(dialog).toBeHidden();
  await run();
  await expect(page.getByText("3 of 3 passed")).toBeVisible();
  await page.getByRole("combobox", { name: "Compare with" }).click();
  await page.getByRole("option").nth(1).click();
  await expect(page.getByText("1 better, none worse")).toBeVisible();
  await expect(results.filter({ hasText: "What do repairs cost?" })).toContainText("Better");
  await page.getByRole("combobox", { name: "Show" }).click();
  await page.getByRole("option", { name: "Changed cases" }).click();
  await expect(results).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Find by question or answer" }).fill("football");
  await expect(page.getByText("No case matches.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("No case matches.")).toBeVisible();
  await expectAccessible(page);
  const small = await open("ada", 390);
  await small.page.goto(page.url());
  await expectAccessible(small.page);

  await page.goto(`${ADMIN}/playground/evaluations/${set}`);
  await page.getByRole("searchbox", { name: "Find by question or expectation" }).fill("repairs cost");
  await expect(cases).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Find by question or expectation" }).fill("");
  await page.getByRole("button", { name: "Question", exact: true }).click();
  await expect(cases).toContainText([/used tent/, /repairs cost/, /football/]);
  for (const question of ["What do repairs cost?", "Can I send back a used tent?"])
    await page.getByRole("checkbox", { name: `Choose ${question}` }).check();
  await page.getByRole("button", { name: "Delete cases" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete cases" }).click();
  await expect(cases).toHaveCount(1);
  await page.getByRole("button", { name: "Delete set" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete set" }).click();
  await expect(page).toHaveURL(/\/evaluations$/);
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

test("members, other tenants and missing ids find no such page", async ({ open }) => {
  const owner = await open("ada");
  const id = await demoProject(owner);
  const nowhere = "00000000-0000-7000-8000-000000000000";
  const strangers = [
    [await open("ben"), `${ADMIN}/playground`],
    [await open("ben"), `${ADMIN}/playground/evaluations`],
    [await open("ben"), `${ADMIN}/prompts/${id}`],
    [await open("ben"), `${ADMIN}/projects/${id}/test`],
    [await open("zoe@acme"), `/acme/admin/prompts/${id}`],
    [owner, `${ADMIN}/prompts/${nowhere}`],
    [owner, `${ADMIN}/prompts/nonsense`],
    [owner, `${ADMIN}/playground/evaluations/${nowhere}`],
    [owner, `${ADMIN}/playground/evaluations/${nowhere}/runs/${nowhere}`],
  ] as const;
  for (const [{ page }, path] of strangers) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});
