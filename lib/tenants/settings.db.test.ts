import { expect, it } from "vitest";
import { makeTenant, newcomer, joinByMail, refusal, withSite } from "@/lib/access/testing/site";
import { setLinkPreviews } from "./server/set-link-previews";
import { showSettings } from "./server/show-settings";

withSite();

it("are the administrators' to see and to change, each tenant's own", async () => {
  const owner = await newcomer("owner@set.example");
  await makeTenant("set-one", owner);
  await makeTenant("set-two", owner);
  const one = await owner.in("set-one");
  const two = await owner.in("set-two");
  expect(await showSettings(one)).toEqual({ linkPreviews: true });
  expect(await setLinkPreviews(one, { tenant: "set-one", on: false })).toEqual({ on: false });
  expect(await showSettings(one)).toEqual({ linkPreviews: false });
  expect(await showSettings(two)).toEqual({ linkPreviews: true });
  const member = await joinByMail("set-one", owner, "member@set.example");
  const inside = await member.in("set-one");
  expect(await refusal(showSettings(inside))).toBe("forbidden");
  expect(await refusal(setLinkPreviews(inside, { tenant: "set-one", on: true }))).toBe("forbidden");
  expect(await showSettings(one)).toEqual({ linkPreviews: false });
});
