/** npm run operator -- --email X [--token NAME [--days N]] [--remove] | --revoke TOKEN_ID | --list   [--data DIR] */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type pg from "pg";
import {
  addOperator,
  listOperators,
  makeOperatorToken,
  removeOperator,
  revokeOperatorToken,
} from "@/db/operator-admin";
import { connectAsOwner } from "./local/owner-login";
import { PlainError, runMain } from "./local/plain-error";

const USAGE =
  "npm run operator -- --email X [--token NAME [--days N]] [--remove] | --revoke TOKEN_ID | --list   [--data DIR]";
const DAYS_MAX = 365;
const DAY_MS = 86_400_000;

await runMain(async () => {
  const { values } = parse();
  const dataDir = values.data === undefined ? resolve(".parlor") : resolve(process.env["INIT_CWD"] ?? ".", values.data);
  const { email, token, days = "90", remove, revoke, list } = values;
  if ([email, revoke, list].filter((one) => one !== undefined).length !== 1) throw new PlainError(`Use: ${USAGE}`);
  const client = await connectAsOwner(dataDir);
  try {
    if (list) await show(client);
    else if (revoke !== undefined) await end(client, revoke);
    else if (email !== undefined && remove) await takeAway(client, email);
    else if (email !== undefined) {
      await make(client, email);
      if (token !== undefined) await giveToken(client, { email, name: token, days: Number(days) });
    }
  } finally {
    await client.end();
  }
});

function parse() {
  try {
    return parseArgs({
      options: {
        email: { type: "string" },
        token: { type: "string" },
        days: { type: "string" },
        remove: { type: "boolean" },
        revoke: { type: "string" },
        list: { type: "boolean" },
        data: { type: "string" },
      },
    });
  } catch {
    throw new PlainError(`Use: ${USAGE}`);
  }
}

async function make(client: pg.Client, email: string): Promise<void> {
  const done = await addOperator(client, email);
  if (done === null) {
    throw new PlainError(`There is no account with the confirmed address ${email}: sign up with it first.`);
  }
  say(done === "added" ? `${email} is an operator now: /operator/tenants` : `${email} is an operator already.`);
}

async function giveToken(client: pg.Client, wish: { email: string; name: string; days: number }): Promise<void> {
  const { email, name, days } = wish;
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) {
    throw new PlainError(`--days takes a number from 1 to ${DAYS_MAX}.`);
  }
  if (name.trim() === "" || name.length > 80) throw new PlainError("--token takes a name of up to 80 characters.");
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  const made = await makeOperatorToken(client, { email, name, expiresAt });
  if (!made) throw new PlainError(`${email} is no operator.`);
  say(`Token ${made.id}, until ${expiresAt.toISOString().slice(0, 10)}. It is shown this once:\n${made.token}`);
}

async function takeAway(client: pg.Client, email: string): Promise<void> {
  if (!(await removeOperator(client, email))) throw new PlainError(`${email} is no operator.`);
  say(`${email} is no operator any more, and none of their tokens works.`);
}

async function end(client: pg.Client, id: string): Promise<void> {
  if (!(await revokeOperatorToken(client, id))) throw new PlainError(`There is no living token ${id}.`);
  say(`The token ${id} works no more.`);
}

async function show(client: pg.Client): Promise<void> {
  const operators = await listOperators(client);
  if (operators.length === 0) return say("There is no operator yet: make one with --email.");
  for (const { email, tokens } of operators) {
    say(email);
    for (const one of tokens) say(`  ${one.id}  ${one.name}, until ${String(one.expiresAt).slice(0, 10)}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
