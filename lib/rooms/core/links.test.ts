import { expect, it } from "vitest";
import { linksOf, mayHaveLinks } from "./links";

it("lists the links of a message once, in order, at most three", () => {
  const body =
    "https://b.example/ [a](https://a.example/x) https://b.example/ mailto:x@y.example `https://code.example`";
  expect(linksOf(body)).toEqual(["https://b.example/", "https://a.example/x"]);
  expect(linksOf("http://1.example http://2.example http://3.example http://4.example")).toHaveLength(3);
});

it("asks quickly", () => {
  expect([mayHaveLinks("see HTTPS://a.example"), mayHaveLinks("no link: http//")]).toEqual([true, false]);
});
