import { proveKey } from "@/lib/keys/server/prove-key";
import { routeCall } from "@/lib/models/core/route";
import { callModel } from "@/lib/models/server/call-model";
import { embedTexts } from "@/lib/models/server/embed-texts";
import { modelLayer } from "@/lib/models/server/model-layer";
import { parseEnv } from "@/lib/platform/env";
import { objectsOf } from "@/lib/rooms/server/objects";
import type { ApiDeps } from "./deps";

/** The API as the Worker runs it. */
export const liveDeps: ApiDeps = {
  proveKey: (env, authorization) => proveKey(parseEnv(env), authorization),
  meterOf: (env, tenantId) => objectsOf(env).meter(tenantId),
  models: {
    entries: (env) => modelLayer(env).registry.entries,
    route: routeCall,
    call: (env, call) => callModel(modelLayer(env), call),
    embed: (env, ask) => embedTexts(modelLayer(env), ask),
  },
  now: Date.now,
};
