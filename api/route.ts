/**
 * One entry of the API's table: what OpenAPI says of it, who may call it, and what it does. The table is the only way a
 * path comes to be: the document, the authorisation matrix of the tests and the router are made from the same entries.
 */
import { createRoute, type RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import type * as z from "zod";
import { parseInput } from "@/lib/http/parse-input";
import { readJson } from "@/lib/http/read-json";
import type { KeyScope } from "@/lib/quotas/protocol";
import type { ApiDeps } from "./deps";
import { apiErrorBody } from "./errors";

/** Largest body of any route of the API. */
const BODY_BYTES_MAX = 4 * 1_024 * 1_024;

export interface ApiApp {
  Bindings: RealtimeEnv;
  Variables: {
    requestId: string;
    startedMs: number;
    deps: ApiDeps;
    /** The page of an allowed origin that asks. */
    origin?: string;
  };
}
export type ApiContext = Context<ApiApp>;

/** `public`: no key. `operator`: the installation's own. Else a scope that the caller's key must have. */
export type Access = KeyScope | "public" | "operator";

export interface ApiRoute {
  config: RouteConfig & { getRoutingPath(): string };
  access: Access;
  /** Hono's pattern, where the document's path does not say it all. */
  pattern: string;
  handle(c: ApiContext): Promise<Response>;
}

type Schema = z.ZodObject;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** One call of a route, proved and parsed. */
export interface ApiCall<W, P, Q, B> {
  c: ApiContext;
  /** Who calls. */
  who: W;
  params: P;
  query: Q;
  body: B;
  /** The body as it was sent. */
  bodyText: string;
}

export interface RouteSpec<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends z.ZodType | undefined,
> {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** As OpenAPI writes it: `/v1/sessions/{id}`. */
  path: `/v1/${string}` | `/admin/${string}`;
  pattern?: string;
  summary: string;
  description?: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The good answers, by status. */
  answers: Record<number, GoodAnswer>;
}

interface GoodAnswer {
  description: string;
  /** Of its JSON. */
  schema?: z.ZodType;
  /** Of one event, where it may be a stream. */
  event?: z.ZodType;
}

/** How a kind of caller is proved. */
export interface Door<W> {
  access: Access;
  /** @throws AppError `unauthenticated` or `forbidden`. */
  prove(c: ApiContext): Promise<W>;
  /** As OpenAPI says it; the schemes stand in document.ts. */
  security: Record<string, string[]>[];
}

/** For everybody. */
export const OPEN_DOOR: Door<null> = { access: "public", prove: async () => null, security: [] };

/** Builds an entry: its document, and a handler that proves the caller and parses before `run`. */
export function tableRoute<
  W,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  door: Door<W>,
  spec: RouteSpec<P, Q, B>,
  run: (call: ApiCall<W, Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<Response>,
): ApiRoute {
  const config = createRoute({
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    tags: [spec.tag],
    security: door.security,
    request: {
      ...(spec.params ? { params: spec.params } : {}),
      ...(spec.query ? { query: spec.query } : {}),
      ...(spec.body ? { body: { required: true, content: { "application/json": { schema: spec.body } } } } : {}),
    },
    responses: {
      ...Object.fromEntries(Object.entries(spec.answers).map(([status, answer]) => [status, describe(answer)])),
      default: {
        description: "Refused or failed: the one error shape.",
        content: { "application/json": { schema: apiErrorBody } },
      },
    },
    "x-parlor-access": door.access,
  });
  return {
    config,
    access: door.access,
    pattern: spec.pattern ?? config.getRoutingPath(),
    handle: async (c) => {
      // Side by side; a caller who may not be here hears nothing of what is wrong with the body.
      const reading = spec.body ? readJson(c.req.raw, BODY_BYTES_MAX) : null;
      reading?.catch(() => undefined);
      const who = await door.prove(c);
      const sent = reading ? await reading : null;
      const call = {
        c,
        who,
        params: spec.params && parseInput(spec.params, c.req.param()),
        query: spec.query && parseInput(spec.query, c.req.query()),
        body: spec.body && sent ? parseInput(spec.body, sent.value) : undefined,
        bodyText: sent?.text ?? "",
      };
      return run(call as ApiCall<W, Parsed<P>, Parsed<Q>, Parsed<B>>);
    },
  };
}

function describe({ description, schema, event }: GoodAnswer) {
  if (!schema) return { description };
  return {
    description,
    content: {
      "application/json": { schema },
      ...(event ? { "text/event-stream": { schema: event } } : {}),
    },
  };
}
