import { expect, it } from "vitest";
import { isExactOrigin } from "./origin";

it.each(["https://app.example", "https://app.example:8443", "http://localhost:3000", "http://127.0.0.1"])(
  "takes %s",
  (text) => expect(isExactOrigin(text)).toBe(true),
);

it.each([
  "",
  "*",
  "null",
  "app.example",
  "https://app.example/",
  "https://app.example/path",
  "https://APP.example",
  "https://app.example:443",
  "https://*.app.example",
  "https://user@app.example",
  "http://app.example",
  "ftp://app.example",
  "https://app.example ",
  "https://münchen.example",
])("refuses %j", (text) => expect(isExactOrigin(text)).toBe(false));
