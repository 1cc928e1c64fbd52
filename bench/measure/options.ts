import { parseArgs } from "node:util";

export interface BenchOptions {
  quick: boolean;
  out: string;
  port: number;
  dir: string | undefined;
  only: string | undefined;
}

const USAGE = `  --quick      the gated cells or fewer data, in fewer and shorter rounds
  --only TEXT  only the cells whose name contains TEXT
  --out FILE   where the figures go as JSON
  --port N     first of the ports it uses
  --dir DIR    where it keeps its data while it runs
`;

/** Reads a benchmark's options; prints the usage and ends on a bad one. */
export function parseBenchOptions(name: string, defaults: { out: string; port: number }): BenchOptions {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: "boolean", default: false },
        only: { type: "string" },
        out: { type: "string", default: defaults.out },
        port: { type: "string", default: String(defaults.port) },
        dir: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1024 || port > 65_000)
      throw new Error(`--port must be 1024 to 65000, not ${values.port}.`);
    if (values.help) throw new Error("");
    return { quick: values.quick, out: values.out, port, dir: values.dir, only: values.only };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : ""}\n${name} [options]\n${USAGE}`);
    process.exit(2);
  }
}
