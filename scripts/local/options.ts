import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { PlainError } from "./plain-error";

export interface StartOptions {
  port: number;
  dataDir: string;
  reset: boolean;
  json: boolean;
  /** Demo data also in a database that is not ours. */
  demo: boolean;
}

export const START_USAGE = "npm start -- [--port N] [--data DIR] [--reset] [--json] [--demo]";
const KNOWN = "--port N, --data DIR, --reset, --json, --demo and --help";

/**
 * Parses the options of `npm start`; null when only the usage was asked for.
 * @throws PlainError that names the option at fault.
 */
export function parseStartOptions(argv: string[]): StartOptions | null {
  const { values, positionals } = parse(argv);
  if (values.help === true) return null;
  if (positionals[0] !== undefined) throw new PlainError(`"${positionals[0]}" is not an option: there are ${KNOWN}.`);
  return {
    port: parsePort(values.port ?? process.env.PORT ?? "8787"),
    dataDir: resolve(values.data === undefined || values.data === "" ? ".parlor" : values.data),
    reset: values.reset === true,
    json: values.json === true,
    demo: values.demo === true,
  };
}

function parse(argv: string[]) {
  const config = {
    port: { type: "string" },
    data: { type: "string" },
    reset: { type: "boolean" },
    json: { type: "boolean" },
    demo: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  for (const arg of argv) {
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name !== undefined && !(name in config))
      throw new PlainError(`There is no option --${name}: there are ${KNOWN}.`);
    if (/^-[^-h]/.test(arg)) throw new PlainError(`There is no option ${arg}: there are ${KNOWN}.`);
  }
  try {
    return parseArgs({ args: argv, options: config, allowPositionals: true });
  } catch {
    throw new PlainError(`An option has no value, or one that it does not take. Use: ${START_USAGE}`);
  }
}

/** @throws PlainError unless it is a TCP port; 0 means any free one. */
function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new PlainError(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}
