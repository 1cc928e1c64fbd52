import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type PersonId } from "@/lib/platform/ids";
import { FakePostgres } from "../testing/fake-postgres";
import { ask, Client, makeRoom, stubOf, type TestRoom } from "../testing/room-client";

/** Pages by address; an address literal, so that no name server is asked. */
const HOST = "http://93.184.216.34";
let pages: Record<string, () => Response | Promise<Response>>;
let asked: string[];

beforeEach(() => {
  new FakePostgres();
  const postgres = globalThis.fetch;
  pages = {};
  asked = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    if (init.body !== undefined) return postgres(url, init);
    asked.push(url);
    return Promise.resolve(pages[url]?.() ?? new Response("none", { status: 404 }));
  });
});

const html = (text: string) => () => new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } });
const join = (room: TestRoom, at = 0) => Client.connect(room, room.people[at] ?? ("" as PersonId));
const previewed = (client: Client) => client.until((frame) => frame.type === "message.previewed");
const seqOf = (frame: { type: string }) => ("seq" in frame ? Number(frame.seq) : 0);

describe("a link in a message", () => {
  it("is looked at after the message is there, and everybody gets what the page says of itself", async () => {
    pages[`${HOST}/a`] = html(
      `<html><head><title>Plain</title><meta property="og:title" content="Tom &amp; Ada &lt;b&gt;"><meta name="description" content=" two\n lines ">
       <meta property="og:site_name" content="Site"></head><body><title>late</title></body></html>`,
    );
    const room = await makeRoom();
    const ada = await join(room);
    const ben = await join(room, 1);
    const sent = await ada.send(`see ${HOST}/a`);
    expect(sent.type).toBe("ack");
    const event = {
      type: "message.previewed",
      author: room.people[0],
      target: seqOf(sent),
      previews: [{ url: `${HOST}/a`, title: "Tom & Ada <b>", description: "two lines", site: "Site", image: null }],
    };
    expect(await previewed(ben)).toMatchObject(event);
    expect(await previewed(ada)).toMatchObject(event);
    // Who comes later reads it from the page.
    const late = await join(room, 2);
    const { catchUp } = late.welcome;
    expect(catchUp.kind === "fresh" && catchUp.page.messages.at(-1)?.previews).toEqual(event.previews);
    expect(await ask(room, "SELECT count(*) FROM previews")).toEqual([[0]]);
  });

  it("disturbs nobody when the page is away, hangs, is huge or is no page", async () => {
    pages[`${HOST}/hang`] = () => new Promise<Response>(() => undefined);
    pages[`${HOST}/broken`] = () => Promise.reject(new Error("reset"));
    pages[`${HOST}/none`] = html("<p>No title at all");
    pages[`${HOST}/ok`] = html("<head><title>Fine</title></head>");
    const room = await makeRoom();
    const ada = await join(room);
    await ada.send(`${HOST}/hang`);
    await ada.send(`${HOST}/broken ${HOST}/none ${HOST}/missing http://127.0.0.1/x http://[::1]/`);
    expect((await ada.send("still here")).type).toBe("ack");
    const last = await ada.send(`${HOST}/ok`);
    expect(await previewed(ada)).toMatchObject({ target: seqOf(last) });
    expect(asked.some((url) => url.includes("127.0.0.1") || url.includes("::1"))).toBe(false);
    expect(await ask(room, "SELECT count(*) FROM events WHERE type = 'message.previewed'")).toEqual([[1]]);
  });

  it("gets one preview for ever, whatever repeats or restarts", async () => {
    pages[`${HOST}/once`] = html("<head><title>Once</title></head>");
    const room = await makeRoom();
    const ada = await join(room);
    const clientId = newId();
    await ada.send(`${HOST}/once`, clientId);
    await previewed(ada);
    await ada.send(`${HOST}/once`, clientId);
    await evictDurableObject(stubOf(room));
    await runDurableObjectAlarm(stubOf(room));
    await ada.send("next");
    expect(await ask(room, "SELECT count(*) FROM events WHERE type = 'message.previewed'")).toEqual([[1]]);
  });

  it("is left alone in code, and when the page's own redirect leads inside", async () => {
    pages[`${HOST}/in`] = () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } });
    pages[`${HOST}/end`] = html("<head><title>End</title></head>");
    const room = await makeRoom();
    const ada = await join(room);
    await ada.send(`\`${HOST}/code\` ${HOST}/in`);
    await ada.send(`${HOST}/end`);
    await previewed(ada);
    expect(asked).toEqual([`${HOST}/in`, `${HOST}/end`]);
  });

  it("loses its preview when the author says so, and never gets another; nobody else may", async () => {
    pages[`${HOST}/shy`] = html("<head><title>Shy</title></head>");
    const room = await makeRoom();
    const ada = await join(room);
    const ben = await join(room, 1);
    const sent = await ada.send(`${HOST}/shy`);
    await previewed(ben);
    ben.say({ type: "preview.remove", clientId: newId(), target: seqOf(sent) });
    expect(await ben.until((frame) => frame.type === "rejected")).toMatchObject({ code: "forbidden" });
    ada.say({ type: "preview.remove", clientId: newId(), target: seqOf(sent) });
    expect(await ben.until((frame) => frame.type === "message.previewed" && frame.previews.length === 0)).toMatchObject(
      { target: seqOf(sent) },
    );
    expect(await ask(room, `SELECT due_at FROM previews WHERE target = ${seqOf(sent)}`)).toEqual([[null]]);
  });
});
