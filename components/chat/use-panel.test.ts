import { expect, it } from "vitest";
import { panelQuery, readPanel, type PanelWish } from "./use-panel";

it("reads back what it wrote", () => {
  const wishes: PanelWish[] = [
    { kind: "members" },
    { kind: "pins" },
    { kind: "thread", root: 12 },
    { kind: "thread", root: 12, reply: 40 },
  ];
  for (const wish of wishes) expect(readPanel(new URLSearchParams(panelQuery(wish)))).toEqual(wish);
});

it("takes what it does not know for no panel", () => {
  for (const query of ["", "panel=", "panel=nothing", "panel=thread", "panel=thread&root=x", "panel=thread&root=-3"])
    expect(readPanel(new URLSearchParams(query))).toBeNull();
});
