import { OPEN_DOOR, tableRoute, type ApiContext, type ApiRoute } from "../route";
import * as z from "zod";
import { docsPage } from "./page";
import { openApiDocument, type OpenApiDocument } from "./document";

const CACHED = "public, max-age=300";

/** `GET /v1/openapi.json` and `GET /v1/docs`, made from the table that they are added to. */
export function docsRoutes(table: readonly ApiRoute[]): readonly ApiRoute[] {
  const made = new Map<string, OpenApiDocument>();
  const documentAt = (c: ApiContext): OpenApiDocument => {
    const { origin } = new URL(c.req.url);
    const found = made.get(origin) ?? openApiDocument([...table, ...own], origin);
    // A Worker answers for the few hosts it is bound to.
    if (made.size < 8) made.set(origin, found);
    return found;
  };
  const own: readonly ApiRoute[] = [
    tableRoute(
      OPEN_DOOR,
      {
        method: "get",
        path: "/v1/openapi.json",
        tag: "Reference",
        summary: "This reference as OpenAPI 3.1",
        answers: { 200: { description: "The document.", schema: z.looseObject({ openapi: z.string() }) } },
      },
      async ({ c }) => c.json(documentAt(c), 200, { "cache-control": CACHED, "access-control-allow-origin": "*" }),
    ),
    tableRoute(
      OPEN_DOOR,
      {
        method: "get",
        path: "/v1/docs",
        tag: "Reference",
        summary: "This reference as a page",
        answers: { 200: { description: "HTML without scripts." } },
      },
      async ({ c }) => {
        const nonce = crypto.randomUUID();
        return c.html(docsPage(documentAt(c), nonce), 200, {
          "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
          "referrer-policy": "no-referrer",
        });
      },
    ),
  ];
  return own;
}
