import { resolve4, resolve6 } from "node:dns/promises";
import { createEgress, createEgressCall, createEgressPost, type EgressDeps } from "@/lib/platform/egress";

/** The realtime Worker's way out: real names, real fetch, and no exception for anybody. */
export function workerEgress(appOrigins: readonly string[]): ReturnType<typeof createEgress> {
  return createEgress(depsOf(appOrigins));
}

/** The same, for telling a push service something. */
export function workerPost(appOrigins: readonly string[]): ReturnType<typeof createEgressPost> {
  return createEgressPost(depsOf(appOrigins));
}

/** The same, for calling a service that a tenant named. */
export function workerCall(appOrigins: readonly string[]): ReturnType<typeof createEgressCall> {
  return createEgressCall(depsOf(appOrigins));
}

function depsOf(appOrigins: readonly string[]): EgressDeps {
  return {
    fetch: (url, init) => fetch(url, init),
    resolve: async (name) => {
      const answers = await Promise.allSettled([resolve4(name), resolve6(name)]);
      return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    },
    ownHosts: appOrigins.map((origin) => new URL(origin).hostname),
  };
}
