import { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiRoute } from "../route";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The OpenAPI 3.1 document of a table: the schemas in it are those that requests are judged by. */
export function openApiDocument(routes: readonly ApiRoute[], server: string): OpenApiDocument {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  registry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key of an organisation, `pk_live_...`. Each operation names the scope that it needs.",
  });
  registry.registerComponent("securitySchemes", "operator", {
    type: "http",
    scheme: "bearer",
    description: "A token of the installation's operator.",
  });
  for (const { config } of routes) registry.registerPath(config);
  return getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Parlor API",
      version: "1",
      description:
        "One API for the models of an installation. Chat, models and embeddings are as OpenAI defines them: its clients work with a base URL and a key of Parlor.",
    },
    servers: [{ url: server }],
  });
}
