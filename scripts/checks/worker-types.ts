import { readFileSync, writeFileSync } from "node:fs";
import { PlainError } from "../local/plain-error";
import { runTool } from "../local/tool";

const WORKERS = [
  // One of the two brings the runtime's types and the main module, since both are global.
  { file: "worker-configuration.d.ts", args: ["--env-interface", "WebEnv", "--include-main-module=false"] },
  {
    file: "durable-objects/worker-configuration.d.ts",
    args: ["-c", "durable-objects/wrangler.toml", "--env-interface", "RealtimeEnv", "--include-runtime=false"],
  },
];

/** Writes the generated types of both Workers. */
export async function writeWorkerTypes(): Promise<void> {
  for (const { file, args } of WORKERS) {
    const run = await runTool("wrangler", ["types", file, "--strict-vars=false", ...args], { env: { CI: "1" } });
    if (run.code !== 0) throw new PlainError(`wrangler types failed:\n${run.output}`);
    writeFileSync(file, withClasses(withoutProcessEnv(readFileSync(file, "utf8"))));
  }
}

/** True when the checked-in types are what the two wrangler.toml say now. Leaves the files as they were. */
export async function workerTypesAreTrue(): Promise<{ ok: boolean; output: string }> {
  const before = WORKERS.map(({ file }) => ({ file, text: readFileSync(file, "utf8") }));
  try {
    await writeWorkerTypes();
    const changed = before.filter(({ file, text }) => readFileSync(file, "utf8") !== text);
    return {
      ok: changed.length === 0,
      output: changed.map(({ file }) => `${file} is out of date: npm run cf:types\n`).join(""),
    };
  } finally {
    for (const { file, text } of before) writeFileSync(file, text);
  }
}

/** The pages' bindings point to the classes of the other Worker, in every environment. */
function withClasses(types: string): string {
  return types.replace(
    /DurableObjectNamespace \/\* (\w+) from [\w-]+ \*\/(?: \| DurableObjectNamespace \/\* \w+ from [\w-]+ \*\/)*/g,
    'DurableObjectNamespace<import("./durable-objects/worker").$1>',
  );
}

/** Workers take variables from their env; process.env of scripts and tests promises none of them. */
function withoutProcessEnv(types: string): string {
  return types
    .replace(/type StringifyValues<[\s\S]*?\n};\n/, "")
    .replace(/declare namespace NodeJS \{[\s\S]*?\n\}\n/, "");
}
