import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Caller, makeRoom, personNamed, RawSocket } from "./support/api";
import { ask, composer, expectAccessible, makeChannel, message, openRoom, personAt, personId } from "./support/people";

const PICTURE = "public/icons/512.png";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>';
const HTML = "<!doctype html><script>document.title = 'ran'</script>";

test("a picture by button and one by paste: the other person sees both and opens them", async ({
  browser,
  baseURL,
}) => {
  const at = { ...(baseURL === undefined ? {} : { baseURL }) };
  const ada = await personAt(browser, "ada", at);
  const ben = await personAt(browser, "ben", at);
  await ada.page.goto("/demo-company/rooms");
  const room = await makeChannel(ada, "files", [await personId(ada, "Ben")]);
  await openRoom(ada, room);
  await openRoom(ben, room);

  await ada.page.locator('[data-slot="file-input"]').setInputFiles(PICTURE);
  const base64 = readFileSync("public/icons/192.png").toString("base64");
  await composer(ada.page).evaluate((field, content) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
    data.items.add(new File([bytes], "pasted.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, base64);
  const uploads = ada.page.getByRole("list", { name: "Files to send" }).getByRole("listitem");
  await expect(uploads).toHaveCount(2);
  await expect(uploads.filter({ hasText: "ready to send" })).toHaveCount(2);
  await composer(ada.page).press("Enter");
  await expect(uploads).toHaveCount(0);

  const tiles = ben.page.getByRole("log").locator('[data-slot="picture"] img');
  await expect(tiles).toHaveCount(2);
  for (const name of ["512.png", "pasted.png"]) {
    const picture = ben.page.getByRole("img", { name });
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  }
  await expectAccessible(ben.page);
  await ben.page.getByRole("button", { name: "Open 512.png" }).click();
  const box = ben.page.getByRole("dialog", { name: "512.png" });
  await expect(box).toBeVisible();
  await ben.page.keyboard.press("ArrowRight");
  await expect(ben.page.getByRole("dialog", { name: "pasted.png" })).toContainText("2 of 2");
  await expectAccessible(ben.page);
  await ben.page.keyboard.press("Escape");
  await expect(ben.page.getByRole("dialog")).toHaveCount(0);
  await expect(ben.page.getByRole("button", { name: "Open 512.png" })).toBeVisible();

  // The list of the room's files has them once they reached Postgres.
  await expect
    .poll(async () => (await ask<{ files: object[] }>(ben, "GET", `rooms/${room}/files`)).files.length)
    .toBe(2);
  await ben.page.getByRole("button", { name: "What can be done here" }).click();
  await ben.page.getByRole("menuitem", { name: "Files" }).click();
  await expect(ben.page.getByRole("dialog").getByRole("list", { name: "Files" }).getByRole("listitem")).toHaveCount(2);
  await expectAccessible(ben.page);
  await Promise.all([ada.context.close(), ben.context.close()]);
});

test("what could run is only saved and runs nothing; what is too big or unfinished is refused with its reason", async ({
  browser,
  baseURL,
}) => {
  const ada = await personAt(browser, "ada", { ...(baseURL === undefined ? {} : { baseURL }) });
  await ada.page.goto("/demo-company/rooms");
  const room = await makeChannel(ada, "files");
  await openRoom(ada, room);
  const input = ada.page.locator('[data-slot="file-input"]');
  await input.setInputFiles([
    { name: "drawing.svg", mimeType: "image/png", buffer: Buffer.from(SVG) },
    { name: "page.html", mimeType: "image/png", buffer: Buffer.from(HTML) },
    { name: "film.bin", mimeType: "video/mp4", buffer: Buffer.alloc(25 * 1024 * 1024 + 1) },
  ]);
  const uploads = ada.page.getByRole("list", { name: "Files to send" }).getByRole("listitem");
  await expect(uploads.filter({ hasText: "film.bin" })).toContainText("Too big: a file has at most 25 MB");
  await expect(uploads.filter({ hasText: "ready to send" })).toHaveCount(2);
  await composer(ada.page).fill("take these");
  await composer(ada.page).press("Enter");
  await expect(ada.page.getByText("1 file is not ready")).toBeVisible();
  await ada.page.getByRole("button", { name: "Remove film.bin" }).click();
  await composer(ada.page).press("Enter");
  const sent = message(ada.page, "take these");
  await expect(sent.locator('[data-slot="file-card"]')).toHaveCount(2);

  for (const [name, text] of [
    ["drawing.svg", SVG],
    ["page.html", HTML],
  ] as const) {
    const saved = ada.page.waitForEvent("download");
    const link = sent.getByRole("link", { name: `Download ${name}` });
    await link.click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(name);
    expect(readFileSync(await download.path(), "utf8")).toBe(text);
    // Also when the address itself is opened, or asked for as a picture.
    const href = (await link.getAttribute("href")) ?? "";
    for (const as of ["view", "thumbnail", "download"]) {
      const answer = await ada.context.request.get(href.replace("as=download", `as=${as}`));
      expect(answer.headers()["content-type"], as).toBe("application/octet-stream");
      expect(answer.headers()["content-disposition"]).toContain("attachment");
      expect(answer.headers()["content-security-policy"]).toContain("sandbox");
      expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    }
  }
  await expect(ada.page).not.toHaveTitle("ran");
  await ada.context.close();
});

interface Upload {
  id: string;
  url: string;
}

test("addresses of files: bound to the person, ended by removal, refused to others; over-size and foreign uploads too", async () => {
  const ada = await Caller.signIn("ada@demo.example");
  const ben = await Caller.signIn("ben@demo.example");
  const stranger = await Caller.signIn("cleo@demo.example");
  const benId = await personNamed(ada, "Ben Lindqvist");
  const roomId = await makeRoom(ada, "files", [benId]);
  const wish = (size: number, name = "a.txt") => ({ clientId: crypto.randomUUID(), name, size });

  const tooBig = await ada.send("POST", `rooms/${roomId}/files`, { json: wish(25 * 1024 * 1024 + 1) });
  expect([tooBig.status(), await tooBig.json()]).toMatchObject([413, { error: { param: "size" } }]);
  expect((await stranger.send("POST", `rooms/${roomId}/files`, { json: wish(5) })).status()).toBe(404);

  const { url, id } = await ada.ask<Upload>("POST", `rooms/${roomId}/files`, wish(5));
  expect((await ada.send("PUT", url, { body: "123456" })).status()).toBe(400);
  const stored = await ada.send("PUT", url, { body: "12345" });
  const { token } = (await stored.json()) as { token: string };
  // Not in a message yet: nobody reads it.
  expect((await ada.send("GET", `rooms/${roomId}/files/${id}`)).status()).toBe(404);

  const bens = await RawSocket.open(ben, roomId);
  const clientId = crypto.randomUUID();
  bens.send(JSON.stringify({ type: "message.send", clientId, body: "", files: [token] }));
  await bens.frame((frame) => frame.type === "rejected" && frame.clientId === clientId && frame.code === "not_found");
  const adas = await RawSocket.open(ada, roomId);
  adas.send(JSON.stringify({ type: "message.send", clientId, body: "", files: [token] }));
  await bens.frame((frame) => frame.type === "message.created" && frame.files?.[0]?.id === id);

  const led = await ben.send("GET", `rooms/${roomId}/files/${id}?as=download`);
  expect(led.status()).toBe(302);
  const address = led.headers().location ?? "";
  expect(await (await ben.send("GET", address)).text()).toBe("12345");
  expect((await stranger.send("GET", `rooms/${roomId}/files/${id}`)).status()).toBe(404);

  await ada.ask("DELETE", `rooms/${roomId}/members/${benId}?clientId=${crypto.randomUUID()}`);
  expect((await ben.send("GET", address)).status()).toBe(404);
  expect((await ben.send("GET", `rooms/${roomId}/files/${id}`)).status()).toBe(404);
  expect((await ben.send("GET", `rooms/${roomId}/files`)).status()).toBe(404);
  adas.close();
  await Promise.all([ada.dispose(), ben.dispose(), stranger.dispose()]);
});
