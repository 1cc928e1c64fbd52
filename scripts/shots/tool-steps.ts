/** The tools of a tenant, and what brings their pages into their states. */
import type { Page } from "playwright";
import { ask, settle, type Scene } from "./steps";

const SCHEMA = { type: "object", properties: { order: { type: "string" }, amount: { type: "number" } } };
const WORDS = "Pays an order back, wholly or in part. The customer hears of it by mail, and the books are closed.";

/** Two tools of the tenant's own and calls of them in many states. Made once, found again by their name. */
async function tooled(page: Page): Promise<void> {
  await settle(page);
  const make = (name: string, more: object) =>
    ask(page, "POST", "tools/http", {
      ...{ id: crypto.randomUUID(), name, input_schema: { ...SCHEMA, required: ["order"] } },
      ...{ description: WORDS, url_template: "https://127.0.0.1/orders/{order}", timeout_ms: 5_000, ...more },
    });
  const run = (name: string, args: object) =>
    ask(page, "POST", "tools/run", { id: crypto.randomUUID(), name, arguments: args }) as Promise<{
      run: { id: string; arguments_hash: string };
    }>;
  if ((await page.getByText("order_refund").count()) === 0) {
    await make("order_refund", { method: "POST" });
    await make("order_status", { method: "GET", description: "Tells where an order is." });
    await run("sessions_list", {});
    await run("order_status", { order: "A-4711" });
    const denied = await run("order_refund", { order: "A-4712", amount: 900 });
    const hash = { arguments_hash: denied.run.arguments_hash };
    await ask(page, "POST", `tools/runs/${denied.run.id}/deny`, hash);
    await run("order_refund", { order: "A-4711", amount: 25.5 });
  }
  await page.reload();
  await settle(page);
}

async function formFaults(page: Page): Promise<void> {
  await settle(page);
  await page.getByRole("button", { name: "Add tool" }).click();
  await page.getByRole("menuitem", { name: "HTTP tool" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Input schema" }).fill("{");
  await dialog.getByRole("textbox", { name: "Headers" }).fill("nonsense");
  await dialog.getByRole("button", { name: "Add tool" }).click();
  await dialog.locator("[data-slot=field-error]").first().waitFor();
}

const onRefund = (what: string, wait: string) => async (page: Page) => {
  await tooled(page);
  await page.getByRole("button", { name: "Act on order_refund" }).click();
  await page.getByRole("menuitem", { name: what }).click();
  await page.locator(wait).waitFor();
};

async function approving(page: Page): Promise<void> {
  await tooled(page);
  await page.getByRole("button", { name: "Approve and run order_refund" }).first().click();
  await page.locator("[data-slot=alert-dialog-content]").waitFor();
}

const LIST = "/demo-company/admin/tools";
const DIALOG = "[data-slot=dialog-content]";

export const TOOL_SCENES: readonly Scene[] = [
  { name: "tools-none", path: "/acme/admin/tools", as: "stranger" },
  { name: "tools-as-member", path: LIST, as: "member", status: 404 },
  { name: "tools", path: LIST, as: "owner", prepare: tooled },
  { name: "tools-form-errors", path: LIST, as: "owner", prepare: formFaults },
  { name: "tools-details", path: LIST, as: "owner", prepare: onRefund("Show details", DIALOG) },
  { name: "tools-try", path: LIST, as: "owner", prepare: onRefund("Try it", DIALOG) },
  {
    name: "tools-remove",
    path: LIST,
    as: "owner",
    prepare: onRefund("Remove tool", "[data-slot=alert-dialog-content]"),
  },
  { name: "tools-calls-none", path: "/acme/admin/tools/calls", as: "stranger" },
  { name: "tools-calls", path: `${LIST}/calls`, as: "owner", prepare: tooled },
  { name: "tools-approve", path: `${LIST}/calls`, as: "owner", prepare: approving },
];
