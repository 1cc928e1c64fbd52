import { expect, it } from "vitest";
import { newId, type PersonId, type RoomId } from "../../platform/ids";
import { pushText } from "./push-text";

const notice = {
  room: newId<RoomId>(),
  kind: "channel" as const,
  name: "general",
  seq: 7,
  at: 5,
  author: newId<PersonId>(),
  body: "the *secret* plan",
  mentioned: true,
  everybody: null,
  thread: null,
  followed: false,
};
const facts = { tenantSlug: "demo", hideText: false, nameOf: () => "Ben" };

it("says who, where and how it begins, and leads to the message", () => {
  expect(pushText(notice, facts)).toMatchObject({
    title: "Ben · #general",
    body: "the secret plan",
    url: `/demo/rooms/${notice.room}?message=7`,
  });
});

it("leaves the text out where the tenant hides it", () => {
  const text = pushText(notice, { ...facts, hideText: true });
  expect(text).toMatchObject({ title: "Ben · #general", body: "" });
  expect(JSON.stringify(text)).not.toContain("secret");
});
