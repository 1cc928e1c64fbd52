import { expect, it } from "vitest";
import { forgetKeys } from "./forget-device";

function storageOf(...names: string[]) {
  const held = new Set(names);
  return {
    held,
    key: (at: number) => [...held][at] ?? null,
    removeItem: (key: string) => void held.delete(key),
    get length() {
      return held.size;
    },
  };
}

it("takes away what tenants wrote, and leaves what is the device's own", () => {
  const storage = storageOf(
    "parlor.draft.2:demo:me:room",
    "parlor.theme",
    "parlor.unsent.1:demo:me:room",
    "parlor.recent.1:demo:me",
    "parlor.search.1:demo:me",
    "parlor.device",
    "another-app",
  );
  forgetKeys(storage);
  expect([...storage.held]).toEqual(["parlor.theme", "parlor.device", "another-app"]);
});

it("does not fail where storage is forbidden", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  expect(() => forgetKeys({ length: 1, key: refuse, removeItem: refuse })).not.toThrow();
});
