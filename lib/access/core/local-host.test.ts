import { expect, it } from "vitest";
import { isLocalHost } from "./local-host";

it.each(["localhost", "localhost:8787", "127.0.0.1:8830", "[::1]:8787"])("%s is this machine", (host) =>
  expect(isLocalHost(host)).toBe(true),
);
it.each([
  null,
  "",
  "parlor.example",
  "localhost.evil.example",
  "127.0.0.1.nip.io",
  "evil.example#localhost",
  "localhost:x",
  "xlocalhost",
  "192.168.0.5:8787",
])("%s is not", (host) => expect(isLocalHost(host)).toBe(false));
