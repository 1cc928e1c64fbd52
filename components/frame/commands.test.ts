import { expect, it } from "vitest";
import { currentCommands, registerCommands } from "./commands";

const command = (id: string, title = id) => ({ id, title, section: "test" });

it("holds what is registered until it is given back", () => {
  const first = registerCommands([command("a"), command("b")]);
  const second = registerCommands([command("c")]);
  expect(currentCommands().map(({ id }) => id)).toEqual(["a", "b", "c"]);
  first();
  expect(currentCommands().map(({ id }) => id)).toEqual(["c"]);
  second();
  expect(currentCommands()).toEqual([]);
});

it("lets a page replace a command, and brings the earlier one back", () => {
  const general = registerCommands([command("find", "general")]);
  const page = registerCommands([command("find", "page")]);
  expect(currentCommands().map(({ title }) => title)).toEqual(["page"]);
  page();
  expect(currentCommands().map(({ title }) => title)).toEqual(["general"]);
  general();
});

it("answers the same array while nothing changes", () => {
  expect(currentCommands()).toBe(currentCommands());
});
