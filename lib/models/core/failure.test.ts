import { expect, it } from "vitest";
import { judgeFault, streamError, withoutSecrets } from "./failure";

const failureOf = (status: number, body: string) =>
  judgeFault({ kind: "status", status, body, retryAfterMs: null }).failure;

it.each([
  "failed at https://gpu-7.internal:8443/v1/chat?key=abc",
  "Incorrect API key provided: sk-proj-abcd1234efgh5678. See our page",
  "connect ECONNREFUSED 10.0.3.7:8000",
  "upstream llama.svc.cluster.local:9000 is down",
  "header Bearer abc.def.ghi was refused",
  "token 0123456789abcdef0123456789abcdef is over",
])("shows no address and no key of: %s", (text) => {
  const shown = withoutSecrets(text);
  expect(shown).not.toMatch(/internal|sk-proj|10\.0|cluster|abc\.def|0123456789abcdef/);
  expect(JSON.stringify(failureOf(400, JSON.stringify({ error: { message: text } })))).toContain(
    JSON.stringify(shown).slice(1, -1),
  );
});

it("passes on what helps a caller whose request is wrong", () => {
  const body = JSON.stringify({
    error: { message: "Too long: 9000 tokens.", code: "context_length_exceeded", param: "messages" },
  });
  expect(failureOf(400, body)).toMatchObject({
    status: 400,
    code: "context_length_exceeded",
    param: "messages",
    message: "Too long: 9000 tokens.",
  });
});

it.each([401, 403, 404, 500, 502, 529])("says nothing of the provider's words at %i", (status) => {
  const body = JSON.stringify({ error: { message: "billing of Example Ltd is overdue", code: "x", param: "y" } });
  expect(JSON.stringify(failureOf(status, body))).not.toMatch(/overdue|Example/);
});

it.each([
  "<html>oops</html>",
  '{"detail":"x"}',
  "",
  "[]",
  '{"error":null}',
  '{"error":{"message":3,"code":{},"param":[]}}',
])("makes a whole failure of a body like %s", (body) => {
  expect(failureOf(400, body)).toMatchObject({
    status: 400,
    code: "invalid_request",
    message: expect.stringMatching(/./),
    param: null,
  });
});

it("writes a stream's last event in the shape of every error", () => {
  expect(streamError(judgeFault({ kind: "cut" }).failure, "r-1")).toEqual({
    error: {
      ...{ type: "parlor_error", code: "provider_stopped", message: expect.any(String), param: null },
      ...{ retryable: true, request_id: "r-1" },
    },
  });
});
