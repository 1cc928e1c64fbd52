import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext } from "playwright";
import { DEMO_PASSWORD } from "../demo/people";
import { SCENES } from "./scenes";
import { settle, type Scene } from "./steps";

export interface ShotOptions {
  url: string;
  outDir: string;
  chromiumPath: string;
  /** Takes only the scenes whose name contains this. */
  only: string;
  say(line: string): void;
}

export interface Fault {
  shot: string;
  what: string;
}

const WIDTHS = { 1440: 900, 390: 844 } as const;
const THEMES = ["light", "dark"] as const;

/** The demo's own sign-ins (scripts/demo/people.ts). */
const PEOPLE = {
  owner: "ada@demo.example",
  member: "cleo@demo.example",
  stranger: "zoe@acme.example",
  operator: "operator@parlor.example",
} as const;

/** What browsers say of pages that are not there, and where a scene cut the connection. */
const EXPECTED = /status of 404|ERR_INTERNET_DISCONNECTED/;

/** Takes every scene at both widths in both themes, and answers what axe, the console or the network held against it. */
export async function takeShots(options: ShotOptions): Promise<{ taken: number; faults: Fault[] }> {
  mkdirSync(options.outDir, { recursive: true });
  const browser = await chromium.launch({ executablePath: options.chromiumPath, args: ["--no-sandbox"] });
  try {
    const sessions = await signInAll(browser, options.url);
    const faults: Fault[] = [];
    let taken = 0;
    for (const scene of SCENES.filter(({ name }) => name.includes(options.only))) {
      for (const [width, height] of Object.entries(WIDTHS)) {
        for (const theme of THEMES) {
          const context = await browser.newContext({
            viewport: { width: Number(width), height },
            colorScheme: theme,
            reducedMotion: "reduce",
            hasTouch: width === "390",
            timezoneId: "Europe/Berlin",
            locale: "en-GB",
            ...(scene.as && { storageState: sessions[scene.as] }),
          });
          const shot = `${scene.name}--${width}-${theme}`;
          faults.push(...(await take(context, scene, shot, options)));
          await context.close();
          taken++;
        }
      }
      options.say(scene.name);
    }
    return { taken, faults };
  } finally {
    await browser.close();
  }
}

async function take(context: BrowserContext, scene: Scene, shot: string, options: ShotOptions): Promise<Fault[]> {
  const faults: Fault[] = [];
  const page = await context.newPage();
  const note = (what: string) => faults.push({ shot, what });
  page.on("pageerror", (error) => note(`page error: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error" && !scene.before && !EXPECTED.test(line.text())) note(`console: ${line.text()}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (/^(?:https?|wss?):$/.test(protocol) && new URL(origin).host !== new URL(options.url).host)
      note(`outside host: ${origin}`);
  });
  try {
    await scene.before?.(page);
    const answer = await page.goto(options.url + scene.path);
    if (answer && answer.status() !== (scene.status ?? 200)) note(`status ${answer.status()}`);
    await scene.prepare?.(page);
    if (!scene.prepare) await settle(page);
  } catch (error) {
    note(`not reached: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`);
  }
  const path = join(options.outDir, `${shot}.png`);
  // A machine short of memory fails now and then; a second time it works.
  await page.screenshot({ path }).catch(() => page.screenshot({ path }));
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (sideways > 0) note(`scrolls sideways by ${sideways} px`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, nodes } of violations)
    note(
      `axe ${id}: ${nodes
        .map(({ target }) => target.join(" "))
        .join(", ")
        .slice(0, 300)}`,
    );
  return faults;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

async function signInAll(browser: Browser, url: string): Promise<Record<keyof typeof PEOPLE, Session>> {
  const entries = await Promise.all(
    Object.entries(PEOPLE).map(async ([who, email]) => {
      const context = await browser.newContext();
      const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
        data: { email, password: DEMO_PASSWORD },
        headers: { origin: url },
      });
      if (!answer.ok()) throw new Error(`${email} cannot sign in: ${answer.status()} ${await answer.text()}`);
      const session = await context.storageState();
      await context.close();
      return [who, session] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<keyof typeof PEOPLE, Session>;
}
