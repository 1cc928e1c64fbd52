import { describe, expect, it } from "vitest";
import { renderDigest, type DigestFacts, type DigestPlace } from "./render-digest";

const message = { author: "Ben Okoro", text: "are you there?", url: "https://p.example/demo/rooms/r1?message=7" };
const place: DigestPlace = {
  kind: "channel",
  name: "general",
  messages: [message],
  more: 0,
  url: "https://p.example/r1",
};
const facts = (over: Partial<DigestFacts> = {}): DigestFacts => ({
  id: "m1",
  name: "Ada",
  tenant: "Demo",
  places: [place],
  count: 1,
  morePlaces: 0,
  hideText: false,
  settingsUrl: "https://p.example/demo/settings/notifications",
  unsubscribeUrl: "https://p.example/unsubscribe/t",
  oneClickUrl: "https://p.example/api/unsubscribe/t",
  ...over,
});

describe("renderDigest", () => {
  it("says the same in text and in HTML: who, where, how it begins, and a link to each", () => {
    const { subject, text, html, headers, id, kind } = renderDigest(facts());
    expect({ id, kind, subject }).toEqual({ id: "m1", kind: "digest", subject: "A message waits for you in Demo" });
    for (const part of [text, html]) {
      expect(part).toContain("#general");
      expect(part).toContain("Ben Okoro: are you there?");
      expect(part).toContain(message.url);
      expect(part).toContain("https://p.example/demo/settings/notifications");
      expect(part).toContain("https://p.example/unsubscribe/t");
      expect(part).not.toMatch(/[{}]|undefined/);
    }
    expect(headers).toEqual({
      "List-Unsubscribe": "<https://p.example/api/unsubscribe/t>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });

  it("names people, groups and what is not listed", () => {
    const direct: DigestPlace = { ...place, kind: "direct", name: "Ben Okoro", more: 3 };
    const group: DigestPlace = { ...place, kind: "group", name: "", messages: [{ ...message, text: "" }] };
    const { subject, text } = renderDigest(facts({ places: [direct, group], count: 25, morePlaces: 2 }));
    expect(subject).toBe("25 messages wait for you in Demo");
    expect(text).toContain("Direct messages with Ben Okoro");
    expect(text).toContain("and 3 more messages: https://p.example/r1");
    expect(text).toContain("Group conversation");
    expect(text).toContain("Ben Okoro: sent a file");
    expect(text).toContain("2 more conversations wait.");
  });

  it("keeps the text out where the tenant hides it", () => {
    const hidden = { ...place, messages: [{ ...message, text: null }] };
    const { text, html } = renderDigest(facts({ places: [hidden], hideText: true }));
    expect(text).toContain("A message from Ben Okoro");
    expect(text).toContain("Demo keeps the text of messages out of mails.");
    expect(`${text}${html}`).not.toContain("are you there");
  });

  it("never lets a name or a text become markup, a header or a second line", () => {
    const hostile = `<img src=x onerror=alert(1)>"'&\r\nBcc: all@example.com \u202e {tenant} <b>`;
    const places = [{ ...place, name: hostile, messages: [{ ...message, author: hostile, text: hostile }] }];
    const mail = renderDigest(facts({ tenant: hostile, name: hostile, places }));
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toMatch(/<img|<b>|onerror=alert\(1\)>/);
    expect(mail.text).not.toMatch(/^Bcc:/m);
    expect(mail.text).not.toContain("\u202e");
    expect(mail.text).toContain("{tenant} <b>");
  });
});
