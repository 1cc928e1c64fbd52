import { chatRoutes } from "./routes/chat";
import { embeddingsRoutes } from "./routes/embeddings";
import { modelsRoutes } from "./routes/models";
import { usageRoutes } from "./routes/usage";
import type { ApiRoute } from "./route";

/** Every path of the API, except the document and its page, which are made from this. */
export const API_ROUTES: readonly ApiRoute[] = [...chatRoutes, ...modelsRoutes, ...embeddingsRoutes, ...usageRoutes];
