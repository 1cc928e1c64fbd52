import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";
import { PlainError } from "./plain-error";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser to test with: CHROME_PATH, one on PATH, one of the system, or Playwright's own. Null when there is none. */
export function findChromium(): string | null {
  const wanted = process.env.CHROME_PATH;
  if (wanted) return existsSync(wanted) ? wanted : null;
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...MAC, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

/**
 * Answers a browser, installing Debian's or Ubuntu's package when there is none and this user may.
 * @throws PlainError that says what to install.
 */
export function requireChromium(say: (line: string) => void): string {
  const found = findChromium();
  if (found !== null) return found;
  if (process.env.CHROME_PATH)
    throw new PlainError(`CHROME_PATH names ${process.env.CHROME_PATH}, and there is no such file.`);
  if (process.getuid?.() === 0 && isDebianLike()) {
    say("No browser found: installing the system's Chromium package.");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-q"], { env, stdio: ["ignore", "ignore", "inherit"] });
    spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new PlainError(
    "The browser tests need Chromium: install it (Debian: apt-get install chromium), or set CHROME_PATH to a Chrome you have.",
  );
}

function isDebianLike(): boolean {
  if (!existsSync("/usr/bin/apt-get") || !existsSync("/etc/os-release")) return false;
  return /^(?:ID|ID_LIKE)=.*(?:debian|ubuntu)/m.test(readFileSync("/etc/os-release", "utf8"));
}
