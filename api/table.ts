import { adminRoutes } from "./admin/routes";
import { docsRoutes } from "./docs/routes";
import { chatRoutes } from "./routes/chat";
import { embeddingsRoutes } from "./routes/embeddings";
import { modelsRoutes } from "./routes/models";
import { sessionRoutes } from "./routes/sessions";
import { toolSourceRoutes } from "./routes/tool-sources";
import { toolRoutes } from "./routes/tools";
import { usageRoutes } from "./routes/usage";
import type { ApiRoute } from "./route";

const routes: readonly ApiRoute[] = [
  ...chatRoutes,
  ...modelsRoutes,
  ...embeddingsRoutes,
  ...sessionRoutes,
  ...toolRoutes,
  ...toolSourceRoutes,
  ...usageRoutes,
  ...adminRoutes,
];

/** Every path of the API. A path that is not here does not exist. */
export const API_ROUTES: readonly ApiRoute[] = [...routes, ...docsRoutes(routes)];
