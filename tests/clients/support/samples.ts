/** For every route of the table what a good call of it looks like; the authorisation matrix fails for a route without one. */
export interface Sample {
  body?: object;
  /** Path parameters. `own` answers well; `foreign` is another company's, `missing` nobody's. */
  params?: { own: string; foreign?: string; missing: string };
}

const messages = [{ role: "user", content: "[[tokens=2]]" }];

export const SAMPLES: Record<string, Sample> = {
  "POST /v1/chat/completions": { body: { model: "main/small", messages } },
  "POST /v1/embeddings": { body: { model: "main/embed", input: "text" } },
  "GET /v1/models": {},
  "GET /v1/models/{model}": { params: { own: "main/small", missing: "main/none" } },
  "GET /v1/usage": {},
  "GET /v1/openapi.json": {},
  "GET /v1/docs": {},
};
