import { afterEach, expect, it, vi } from "vitest";
import { egress, publicUrl } from "./egress";

afterEach(() => vi.unstubAllGlobals());

it.each([
  "http://push.example/x",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://[::1]/",
  "https://localhost/",
  "https://metadata.google.internal/",
  "https://printer.local./",
  "https://push.example:8443/",
  "https://user:word@push.example/",
  "file:///etc/passwd",
  "nonsense",
])("does not call %s", async (address) => {
  const called = vi.fn();
  vi.stubGlobal("fetch", called);
  expect(publicUrl(address)).toBeNull();
  await expect(egress(address, {})).rejects.toMatchObject({ code: "invalid_request" });
  expect(called).not.toHaveBeenCalled();
});

it("calls a public address and follows no redirect", async () => {
  const called = vi.fn(async () => new Response("ok"));
  vi.stubGlobal("fetch", called);
  await egress("https://push.example/abc", { method: "POST" });
  expect(called).toHaveBeenCalledWith(
    new URL("https://push.example/abc"),
    expect.objectContaining({ method: "POST", redirect: "manual" }),
  );
});
