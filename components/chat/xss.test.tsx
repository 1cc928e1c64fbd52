import { NextIntlClientProvider } from "next-intl";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import type { ClientId, PersonId, RoomId } from "@/lib/platform/ids";
import { createRoomStore } from "@/lib/rooms/client/room-store";
import { withNames } from "@/lib/rooms/client/plain-text";
import type { InboxRoom, MessageView } from "@/lib/rooms/protocol";
import rooms from "@/messages/en/rooms.json";
import { xssCorpus } from "@/tests/support/xss-corpus";
import { highlight } from "./highlight";
import { LinkPreviews } from "./link-previews";
import { MessageBody } from "./message-body";
import { RoomProvider } from "./room-context";
import { RoomsProvider } from "./rooms-provider";

const ME = "0190aaaa-0000-7000-8000-000000000009" as PersonId;
const ADA = "0190aaaa-0000-7000-8000-000000000001" as PersonId;
const ROOM = "0190aaaa-0000-7000-8000-000000000002" as RoomId;
const corpus = xssCorpus();

/** What a message may become. Everything else, and every other attribute, fails. */
const TAGS: Readonly<Record<string, readonly string[]>> = {
  div: ["class", "data-slot", "role", "aria-label", "tabindex"],
  p: ["class", "dir"],
  span: ["class", "data-mention", "title", "role", "aria-label"],
  a: ["class", "href", "target", "rel", "title", "data-mention"],
  ul: ["class", "aria-label", "data-slot"],
  ol: ["class", "start"],
  pre: ["class", "tabindex", "aria-label", "data-language"],
  bdi: ["class", "data-mention"],
  li: ["class"],
  blockquote: ["class"],
  table: ["class"],
  th: ["class", "scope"],
  td: ["class"],
  tr: ["class"],
  code: ["class"],
  strong: ["class"],
  del: ["class"],
  hr: ["class"],
  em: [],
  br: [],
  thead: [],
  tbody: [],
};

/** React escapes < and > in texts and values, so every tag it wrote is found by this. */
function faultsOf(html: string): string[] {
  const faults: string[] = [];
  for (const [, tag = "", attributes = ""] of html.matchAll(/<([a-z][\w-]*)((?:\s[^<>]*)?)\/?>/g)) {
    const allowed = TAGS[tag];
    if (!allowed) faults.push(`<${tag}>`);
    for (const [, name = "", value = ""] of attributes.matchAll(/\s([\w:-]+)(?:="([^"]*)")?/g)) {
      if (!allowed?.includes(name.toLowerCase())) faults.push(`<${tag} ${name}>`);
      if (name === "href" && !/^(?:https?:\/\/|mailto:|\/demo\/rooms\/[0-9a-f-]{36}$)/.test(value))
        faults.push(`href=${value}`);
    }
  }
  const left = html.replaceAll(/<\/?[a-z][\w-]*(?:\s[^<>]*)?\/?>/g, "");
  if (/[<>]/.test(left)) faults.push(`unescaped: ${left}`);
  return faults;
}

const room = (name: string): InboxRoom => ({
  roomId: ROOM,
  kind: "channel",
  visibility: "public",
  name,
  topic: "",
  createdBy: ME,
  createdAt: 0,
  archivedAt: null,
  head: 1,
  unread: 0,
  mentions: 0,
  threads: 0,
  cursor: 1,
  lastMessageAt: null,
  people: [],
  version: 1,
});

/** The real renderer in its real surroundings. */
function render(child: React.ReactNode, names = "Ada"): string {
  const store = createRoomStore({
    room: ROOM,
    me: ME,
    meta: null,
    outbox: { list: () => [], put: () => undefined, remove: () => undefined } as never,
    send: () => true,
    loadPage: () => Promise.reject(new Error("no page")),
    loadThread: () => Promise.reject(new Error("no thread")),
    loadMessage: () => Promise.reject(new Error("no message")),
    now: () => 0,
    newClientId: () => "c" as ClientId,
  });
  return renderToStaticMarkup(
    <AppRouterContext.Provider value={{} as never}>
      <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ rooms }}>
        <RoomsProvider
          tenant="demo"
          tenantName="Demo"
          viewer={{ person: ME, role: "member", mayBrowse: true, isAdmin: false }}
          people={[{ id: ADA, name: names, title: names, image: null, email: null, active: true }]}
          rooms={[room(names)]}
          later={[]}
        >
          <RoomProvider value={{ room: ROOM, store }}>{child}</RoomProvider>
        </RoomsProvider>
      </NextIntlClientProvider>
    </AppRouterContext.Provider>,
  );
}

const message = (over: Partial<MessageView>): MessageView => ({
  seq: 1,
  at: 0,
  author: ADA,
  clientId: "c" as ClientId,
  body: "",
  thread: null,
  inRoom: false,
  editedAt: null,
  deletedAt: null,
  reactions: {},
  previews: [],
  files: [],
  pinned: null,
  replies: null,
  version: 1,
  ...over,
});

describe(`the ${corpus.length} attacks`, { timeout: 60_000 }, () => {
  let whole = "";
  beforeAll(() => {
    whole = corpus.map(({ text }) => text).join("\n\n");
  });

  it("are at least 500, all different", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(500);
    expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length);
  });

  it("stay text in a message", () => {
    const failed = corpus.flatMap(({ name, text }) => {
      const faults = faultsOf(render(<MessageBody body={text} />));
      return faults.length > 0 ? [{ name, text, faults }] : [];
    });
    expect(failed).toEqual([]);
    expect(faultsOf(render(<MessageBody body={whole} />))).toEqual([]);
  });

  it("stay text as the name of a person or a room that is mentioned", () => {
    const body = `<@${ADA}> and <#${ROOM}>`;
    for (const { text } of corpus) {
      const html = render(<MessageBody body={body} />, text);
      expect(faultsOf(html)).toEqual([]);
      expect(withNames(body, { person: () => text, group: () => text, room: () => text })).toContain(text);
    }
  });

  it("stay text in a preview, and never become its address", () => {
    for (const { text } of corpus) {
      const card = { title: text, description: text, site: text, image: text };
      const previews = [
        { url: "https://a.example/", ...card },
        { url: text, ...card },
      ];
      expect(faultsOf(render(<LinkPreviews message={message({ previews })} />))).toEqual([]);
    }
  });

  it("stay text in coloured code", () => {
    for (const language of ["html", "xml", "javascript", "markdown", "css", "json"]) {
      for (const { text } of corpus)
        expect(faultsOf(renderToStaticMarkup(<>{highlight(language, text)}</>))).toEqual([]);
    }
  });
});

describe("the check itself", () => {
  it("finds what it looks for", () => {
    expect(faultsOf("<p><img src=x></p>")).not.toEqual([]);
    expect(faultsOf('<p onclick="x">a</p>')).not.toEqual([]);
    expect(faultsOf('<a href="javascript:x">a</a>')).not.toEqual([]);
    expect(faultsOf("<p>a < b</p>")).not.toEqual([]);
    expect(faultsOf("<p>fine</p>")).toEqual([]);
  });
});
