import { expect, it } from "vitest";
import { siteOrigin, siteOrigins } from "./site-origin";

it.each([
  ["https://shop.example", "https://shop.example"],
  [" Shop.Example ", "https://shop.example"],
  ["https://shop.example/prices?x=1#y", "https://shop.example"],
  ["shop.example:8443/", "https://shop.example:8443"],
  ["https://shop.example:443", "https://shop.example"],
  ["http://localhost:3000/", "http://localhost:3000"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
])("reads the site of %s", (text, origin) => {
  expect(siteOrigin(text)).toBe(origin);
});

it.each([
  "",
  " ",
  "http://shop.example",
  "ftp://shop.example",
  "javascript:alert(1)",
  "https://*.shop.example",
  "https://me@shop.example",
  "https://",
  "a b",
])("takes %j for no site", (text) => {
  expect(siteOrigin(text)).toBeNull();
});

it("reads a list once each, and names the line that is no site", () => {
  expect(siteOrigins("shop.example\n https://shop.example/a\nhttps://b.example")).toEqual({
    origins: ["https://shop.example", "https://b.example"],
    wrong: null,
  });
  expect(siteOrigins("shop.example http://b.example").wrong).toBe("http://b.example");
  expect(siteOrigins(" \n")).toEqual({ origins: [], wrong: null });
});
