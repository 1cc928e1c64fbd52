/** What the bench looks at in the page. Times are taken inside the page, from the gesture to the painted frame. */
import type { Page } from "@playwright/test";
import type { LongRoom } from "./history";

const LIST = '[data-slot="message-list"]';
/** Nothing new for so long: the start is reached. */
const QUIET_SECONDS = 10;

/** Goes near the top again and again, holds the next page back, lets it in, and sees how far a visible row moved. */
export async function prependShifts(page: Page, times: number): Promise<number[]> {
  let release: (() => void) | null = null;
  let asked: (() => void) | null = null;
  await page.route("**/messages?before=*", async (route) => {
    await new Promise<void>((resolve) => {
      release = resolve;
      asked?.();
    });
    await route.continue();
  });
  const shifts: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const waiting = new Promise<void>((resolve) => (asked = resolve));
    for (let turn = 0; turn < 60 && release === null; turn += 1) await wheel(page, -400);
    await waiting;
    await still(page);
    const was = await middleRow(page);
    const height = await page.evaluate((list) => document.querySelector(list)?.scrollHeight ?? 0, LIST);
    (release as (() => void) | null)?.();
    release = null;
    await page.waitForFunction(([list, from]) => (document.querySelector(list)?.scrollHeight ?? 0) > from + 200, [
      LIST,
      height,
    ] as const);
    await still(page);
    const is = await page.evaluate((seq) => {
      return document.querySelector(`[data-seq="${seq}"]`)?.getBoundingClientRect().top ?? Number.NaN;
    }, was.seq);
    shifts.push(Math.abs(is - was.top));
  }
  await page.unroute("**/messages?before=*");
  (release as (() => void) | null)?.();
  return shifts;
}

/** From here on counts the different messages that were drawn. */
export async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = () => {
      for (const row of document.querySelectorAll<HTMLElement>("[data-seq]")) seen.add(row.dataset.seq ?? "");
      Object.assign(globalThis, { seenRows: seen.size });
      requestAnimationFrame(look);
    };
    look();
  });
}

/**
 * Scrolls to the first message as fast as pages come, one step a painted frame: a late frame is a late step, not a
 * longer one. Answers how many different messages were drawn on the way.
 */
export async function scrollToStart(page: Page): Promise<number> {
  await page.evaluate((list) => {
    const step = () => {
      const element = document.querySelector(list);
      // Well below a screen a step, so that every row is drawn.
      if (element) element.scrollTop = Math.max(0, element.scrollTop - element.clientHeight * 0.6);
      Object.assign(globalThis, { nextStep: requestAnimationFrame(step) });
    };
    step();
  }, LIST);
  let last = -1;
  for (let quiet = 0; quiet < QUIET_SECONDS;) {
    await page.waitForTimeout(1_000);
    const seen = await page.evaluate(() => (globalThis as { seenRows?: number }).seenRows ?? 0);
    quiet = seen === last ? quiet + 1 : 0;
    last = seen;
  }
  await page.evaluate(() => cancelAnimationFrame((globalThis as { nextStep?: number }).nextStep ?? 0));
  return last;
}

/** Live heap after collection, MB. */
export async function heapMb(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("Performance.enable");
  const { metrics } = await cdp.send("Performance.getMetrics");
  await cdp.detach();
  return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN) / 1_048_576;
}

/** From the click in the sidebar to the first painted frame that shows the other room's messages. */
export async function switchMs(page: Page, one: string, other: string, times: number): Promise<number[]> {
  const nav = page.getByRole("navigation", { name: "Rooms" });
  const to = (name: string) => nav.getByRole("link", { name: new RegExp(`^${name}`) }).first();
  for (const name of [one, other]) {
    await to(name).click();
    await page.getByRole("log", { name: `Messages in ${name}` }).waitFor();
    await page.waitForTimeout(500);
  }
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const name = time % 2 === 0 ? one : other;
    const link = await to(name).elementHandle();
    const ms = await page.evaluate(
      async ([element, label, list]) => {
        const startMs = performance.now();
        (element as HTMLElement).click();
        for (;;) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const shown = [...document.querySelectorAll(list)].find((each) => each.getAttribute("aria-label") === label);
          const row = [...(shown?.querySelectorAll("[data-seq]") ?? [])].at(-1)?.getBoundingClientRect();
          const box = shown?.getBoundingClientRect();
          // The newest row in view, not just the list.
          if (shown?.checkVisibility({ visibilityProperty: true }) && row && box && row.bottom <= box.bottom + 1) break;
          if (performance.now() - startMs > 10_000) return Number.POSITIVE_INFINITY;
        }
        return performance.now() - startMs;
      },
      [link, `Messages in ${name}`, LIST] as const,
    );
    all.push(ms);
    await page.waitForTimeout(300);
  }
  return all;
}

/** From "Go" in the date dialog to the painted frame that shows a message of that day. */
export async function jumpMs(page: Page, { fromMs, toMs }: LongRoom, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const day = new Date(fromMs + ((toMs - fromMs) * ((time * 7) % times)) / times);
    const value = day.toLocaleDateString("sv-SE");
    const startOfDay = new Date(`${value}T00:00:00`).getTime();
    await page.getByRole("button", { name: "What can be done here" }).click();
    await page.getByRole("menuitem", { name: "Go to a date" }).click();
    await page.locator('input[name="date"]').fill(value);
    const submit = await page.getByRole("dialog").locator('button[type="submit"]').elementHandle();
    // The first message at or after midnight, by the generator's rhythm: one every four minutes.
    const nth = Math.max(0, Math.ceil((startOfDay - fromMs) / 240_000));
    const ms = await page.evaluate(
      async ([button, start]) => {
        const startMs = performance.now();
        (button as HTMLElement).click();
        for (;;) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const list = document.querySelector('[data-slot="message-list"]');
          const box = list?.getBoundingClientRect();
          const row = [...document.querySelectorAll<HTMLElement>("[data-seq]")].find((each) =>
            each.textContent.includes(`${start}: `),
          );
          const at = row?.getBoundingClientRect();
          if (box && at && at.bottom > box.top && at.top < box.bottom) break;
          if (performance.now() - startMs > 10_000) return Number.POSITIVE_INFINITY;
        }
        return performance.now() - startMs;
      },
      [submit, nth] as const,
    );
    all.push(ms);
    await page.waitForTimeout(400);
  }
  return all;
}

/** The way to the first unread and to a linked message: from the address to the painted frame that shows it. */
export async function messageMs(page: Page, count: number, times: number): Promise<number[]> {
  const newest = page.locator(`${LIST} [data-seq]`).last();
  const seq = Number(await newest.getAttribute("data-seq"));
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) {
    // Far apart, so that each is read from the server, and never what is loaded already.
    const target = seq - Math.floor((count * 0.9 * ((time * 7) % times)) / times) - 150;
    const ms = await page.evaluate(
      async ([list, wanted]) => {
        const startMs = performance.now();
        history.pushState(null, "", `?message=${wanted}`);
        for (;;) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const box = document.querySelector(list)?.getBoundingClientRect();
          const at = document.querySelector(`${list} [data-seq="${wanted}"]`)?.getBoundingClientRect();
          if (box && at && at.bottom > box.top && at.top < box.bottom) break;
          if (performance.now() - startMs > 10_000) return Number.POSITIVE_INFINITY;
        }
        return performance.now() - startMs;
      },
      [LIST, target] as const,
    );
    all.push(ms);
    await page.waitForTimeout(400);
  }
  return all;
}

async function wheel(page: Page, deltaY: number): Promise<void> {
  await page.locator(LIST).hover();
  await page.mouse.wheel(0, deltaY);
  await page.waitForTimeout(30);
}

/** Two quiet frames: what was to be measured and moved has been. */
async function still(page: Page): Promise<void> {
  await page.waitForTimeout(250);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function middleRow(page: Page): Promise<{ seq: string; top: number }> {
  return page.evaluate((list) => {
    const box = document.querySelector(list)?.getBoundingClientRect();
    if (!box) throw new Error("There is no list.");
    const row = [...document.querySelectorAll<HTMLElement>("[data-seq]")].find(
      (each) => each.getBoundingClientRect().top > box.top + box.height / 2,
    );
    if (!row) throw new Error("No row is in view.");
    return { seq: row.dataset.seq ?? "", top: row.getBoundingClientRect().top };
  }, LIST);
}
