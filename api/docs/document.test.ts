import { expect, it } from "vitest";
import { API_ROUTES } from "../table";
import { openApiDocument } from "./document";

interface Operation {
  "x-parlor-access": string;
  security?: Record<string, string[]>[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { content?: Record<string, { schema?: { $ref?: string } }> }>;
}

const document = openApiDocument(API_ROUTES, "https://parlor.test");
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, one]) => ({
    ...one,
    name: `${method.toUpperCase()} ${path}`,
  })),
);
const operation = (name: string) => operations.find((one) => one.name === name);

it("has every route, each with its errors in the one shape", () => {
  expect(operations).toHaveLength(API_ROUTES.length);
  for (const { responses } of operations)
    expect(responses.default?.content?.["application/json"]?.schema?.$ref).toBe("#/components/schemas/Error");
});

it("says of every route who may call it", () => {
  for (const { name, security = [], "x-parlor-access": access } of operations) {
    const scheme = access === "operator" ? { operator: [] } : { apiKey: [access] };
    expect(security, name).toEqual(access === "public" ? [] : [scheme]);
  }
});

it("shows the schemas that bodies are judged by", () => {
  for (const { name, requestBody } of operations) {
    if (name.startsWith("PUT") || name.startsWith("PATCH")) expect(requestBody, name).toBeDefined();
  }
  const chat = operation("POST /v1/chat/completions")?.requestBody?.content["application/json"]?.schema;
  expect(chat).toEqual({ $ref: "#/components/schemas/ChatRequest" });
  expect(document.components?.schemas?.ChatRequest).toMatchObject({ required: ["messages"] });
});

it("leads nowhere that is not in it", () => {
  const text = JSON.stringify(document);
  const parts = Object.entries(document.components ?? {}).flatMap(([kind, named]) =>
    Object.keys(named as object).map((name) => `#/components/${kind}/${name}`),
  );
  const linked = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
  expect(linked.length).toBeGreaterThan(10);
  expect([...new Set(linked)].filter((link) => !parts.includes(link ?? ""))).toEqual([]);
});
