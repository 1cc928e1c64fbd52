import { expect, it } from "vitest";
import { messages } from "@/lib/i18n/messages";
import { ADMIN_GROUPS, ADMIN_PLACES, placeAt, placesFor } from "./admin-places";

it("shows a place to whoever has its right alone", () => {
  expect(placesFor(([resource]) => resource === "visitor")).toEqual(["conversations"]);
  expect(placesFor(() => false)).toEqual([]);
  expect(placesFor(() => true)).toHaveLength(ADMIN_PLACES.length);
});

it("knows the place of an address, also of what lies below it and of what is asked of it", () => {
  expect(placeAt("/acme/admin/keys")).toBe("keys");
  expect(placeAt("/acme/admin/keys?state=all")).toBe("keys");
  expect(placeAt("/acme/admin/projects/1/look")).toBe("projects");
});

it.each(["/acme/admin", "/acme/keys", "/acme/admin/keysmith", "/admin/keys", "/acme/rooms/admin/keys", ""])(
  "%s is none of them",
  (path) => {
    expect(placeAt(path)).toBeNull();
  },
);

it("has a name for every place, and its place in a group, the groups one after the other", () => {
  expect(Object.keys(messages.admin.places).toSorted()).toEqual(ADMIN_PLACES.map(({ id }) => id).toSorted());
  const order = ADMIN_PLACES.map(({ group }) => ADMIN_GROUPS.indexOf(group));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
