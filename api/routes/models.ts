import * as z from "zod";
import { AppError } from "@/lib/platform/errors";
import { allowedModels } from "@/lib/models/core/route";
import type { ModelEntry } from "@/lib/models/server/call";
import { keyDoor, type Principal } from "../principal";
import { tableRoute, type ApiContext } from "../route";
import { modelView, modelList } from "../schemas";

const door = keyDoor("models");

/** `GET /v1/models` and one of them: those that the caller's key may name. */
export const modelsRoutes = [
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/models",
      tag: "Models",
      summary: "List models",
      description: "The models that this key may name.",
      answers: { 200: { description: "All of them; there are no pages.", schema: modelList } },
    },
    async ({ c, who }) => {
      return c.json({ object: "list", data: modelsOf(c, who).map(viewOf) });
    },
  ),
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/models/{model}",
      // Names hold slashes; clients send them plain or encoded.
      pattern: "/v1/models/:model{.+}",
      tag: "Models",
      summary: "Read a model",
      params: z.object({ model: z.string().min(1).max(256) }),
      answers: { 200: { description: "The model.", schema: modelView } },
    },
    async ({ c, who, params }) => {
      const found = modelsOf(c, who).find(({ id }) => id === params.model);
      if (!found)
        throw new AppError("model_not_found", "There is no model of this name for this key.", { param: "model" });
      return c.json(viewOf(found));
    },
  ),
];

function modelsOf(c: ApiContext, { policy, key }: Principal): ModelEntry[] {
  return allowedModels({ entries: c.var.deps.models.entries(c.env), policy, keyModels: key.models });
}

/** When a model was made nobody has told us. */
function viewOf(model: ModelEntry): z.infer<typeof modelView> {
  return { id: model.id, object: "model", created: 0, owned_by: model.provider };
}
