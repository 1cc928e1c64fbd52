import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PlainError } from "./plain-error";

export interface ToolRun {
  code: number | null;
  output: string;
}

/**
 * Runs a tool of node_modules from the repository's root, with our Node first on PATH. `show` passes its output through.
 * The child ends with this process.
 * @throws PlainError when the tool is not installed.
 */
export async function runTool(
  tool: string,
  args: string[],
  options: { show?: boolean; env?: Record<string, string> } = {},
): Promise<ToolRun> {
  const root = join(import.meta.dirname, "..", "..");
  const bin = join(root, "node_modules", ".bin");
  const program = tool === "node" ? process.execPath : join(bin, tool);
  if (!existsSync(program)) throw new PlainError(`The tool ${tool} is missing: run \`npm install\` again.`);
  const env = {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    WRANGLER_SEND_METRICS: "false",
    ...options.env,
  };
  const child = spawn(program, args, {
    cwd: root,
    env,
    stdio: ["ignore", options.show ? "inherit" : "pipe", options.show ? "inherit" : "pipe"],
  });
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", (exitCode) => resolve(exitCode));
  });
  process.off("exit", end);
  return { code, output };
}
