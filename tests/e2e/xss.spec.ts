/** Nothing anybody wrote becomes script in the real page under its policy (MSG-14): messages, names, rooms, previews. */
import { expect, test, type Page } from "@playwright/test";
import type { InboxRoom, MessageView, RoomMeta, RoomServerFrame } from "@/lib/rooms/protocol";
import { xssCorpus, xssLines, type Attack } from "../support/xss-corpus";
import { makeChannel, personAt, personId } from "./support/people";

const CHUNK = 100;
const idOf = (at: number) => `0190aaaa-0000-7000-8000-${String(at).padStart(12, "0")}`;

interface Trap {
  __trapped: string[];
}

/** Whatever runs of the corpus is written down: the mark, a dialog, an attempt that the policy had to stop. */
async function setTrap(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const trapped: string[] = [];
    Object.defineProperty(window, "__trapped", { value: trapped });
    Object.defineProperty(window, "__xss", {
      set() {
        trapped.push("window.__xss");
      },
      get: () => () => trapped.push("__xss()"),
    });
    for (const name of ["alert", "confirm", "prompt", "print"]) {
      Object.defineProperty(window, name, { value: () => trapped.push(name) });
    }
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      trapped.push(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
}

/** After what the real room begins with, which the server renders: it was made, and somebody came. */
const FIRST = 3;

const trapped = (page: Page) => page.evaluate(() => (window as unknown as Trap).__trapped);

test("500 attacks in messages, names, rooms and previews stay text", async ({ browser, baseURL }) => {
  test.setTimeout(400_000);
  const ada = await personAt(browser, "ada", {
    ...(baseURL ? { baseURL } : {}),
    // As high as a chunk is long: the list draws only what is in view.
    viewport: { width: 1440, height: 24_000 },
  });
  const { page } = ada;
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await setTrap(page);
  await page.goto("/demo-company/rooms");
  const me = await personId(ada, "Ada");
  const room = await makeChannel(ada, "attacks");
  let chunk: Attack[] = [];
  const lines = xssLines(80);
  const lineAt = (at: number) => lines[at % lines.length]?.text ?? "";

  await page.route("**/api/t/demo-company/people", (route) =>
    route.fulfill({
      json: {
        people: [
          { id: me, name: "Ada", title: "", image: null, kind: "member", role: "owner", deactivatedAt: null },
          ...chunk.map((_, at) => {
            const person = { name: lineAt(at), title: lineAt(at + 1), image: null, kind: "member", role: "member" };
            return { id: idOf(at), ...person, email: null, deactivatedAt: null, createdAt: 0 };
          }),
        ],
      },
    }),
  );
  // The room's real history would mix with what the socket below says of it.
  await page.route(`**/api/t/demo-company/rooms/${room}/messages*`, (route) => route.abort());
  const metaOf = (roomId: string, name: string) =>
    ({
      roomId,
      kind: "channel",
      visibility: "private",
      name,
      topic: name,
      createdBy: me,
      createdAt: 0,
      archivedAt: null,
    }) as RoomMeta;
  await page.routeWebSocket(/\/ws\/inbox/, (socket) => {
    socket.onMessage((text) => text === "ping" && socket.send("pong"));
    const rooms = chunk.map((_, at) => {
      const rest = {
        head: 1,
        unread: 0,
        mentions: 0,
        threads: 0,
        cursor: 1,
        lastMessageAt: null,
        people: [],
        version: 1,
      };
      return { ...metaOf(at === 0 ? room : idOf(at), lineAt(at)), ...rest } as InboxRoom;
    });
    const presence = { person: me, state: "online", statusText: "", statusEmoji: "", lastSeen: null };
    socket.send(
      JSON.stringify([{ type: "inbox.welcome", v: 1, you: me, tenantRole: "owner", rooms, presence, mode: "auto" }]),
    );
  });
  await page.routeWebSocket(/\/ws\/rooms\//, (socket) => {
    socket.onMessage((text) => text === "ping" && socket.send("pong"));
    const messages = chunk.map(({ text }, at) => {
      const card = { url: "https://a.example/", title: lineAt(at), description: lineAt(at + 1), site: lineAt(at + 2) };
      return {
        seq: at + FIRST,
        at: Date.now() - (chunk.length - at) * 600_000,
        author: idOf(at),
        clientId: idOf(at),
        body: `${text}\n\n<@${idOf(at)}> <#${idOf(at)}>`,
        thread: null,
        inRoom: false,
        editedAt: null,
        deletedAt: null,
        reactions: {},
        previews: [card, { ...card, url: text }],
        files: [],
        pinned: null,
        replies: null,
        version: at + FIRST,
      } as unknown as MessageView;
    });
    const head = chunk.length + FIRST - 1;
    const welcome = {
      type: "welcome",
      v: 1,
      epoch: crypto.randomUUID(),
      head,
      you: { person: me, role: "owner", tenantRole: "owner" },
      meta: metaOf(room, lineAt(3)),
      members: chunk.map((_, at) => ({ person: idOf(at), role: "member" })),
      cursors: [{ person: me, upTo: head, version: 1 }],
      unread: 0,
      catchUp: {
        kind: "fresh",
        page: { from: 1, to: head, asOf: head, messages, notices: [], atStart: true, atEnd: true },
      },
    } as unknown as RoomServerFrame;
    socket.send(JSON.stringify([welcome]));
  });

  const corpus = xssCorpus();
  for (let from = 0; from < corpus.length; from += CHUNK) {
    chunk = corpus.slice(from, from + CHUNK);
    await page.goto(`/demo-company/rooms/${room}?panel=members`);
    await expect(page.getByRole("main")).toHaveAttribute("data-connection", "live", { timeout: 60_000 });
    // All of them are really drawn, with their previews and the names of their writers.
    await expect(page.locator('[data-slot="message"]')).toHaveCount(chunk.length, { timeout: 60_000 });
    await expect(page.locator('[data-slot="link-previews"]')).toHaveCount(chunk.length);
    await expect(page.locator('[data-mention="person"]').first()).toHaveText(
      `@${lineAt(0).replace(/\s+/g, " ").trim()}`,
    );
    expect(await trapped(page)).toEqual([]);
  }
  expect(dialogs).toEqual([]);

  // The trap itself: what it waits for would be seen.
  await page.evaluate(() => Object.assign(window, { __xss: 1 }));
  await page.evaluate(() => {
    const image = document.createElement("div");
    image.innerHTML = "<img src=x onerror='window.__xss=1'>";
    document.body.insertAdjacentElement("beforeend", image);
  });
  await expect.poll(async () => (await trapped(page)).length).toBeGreaterThanOrEqual(2);
  await ada.context.close();
});
