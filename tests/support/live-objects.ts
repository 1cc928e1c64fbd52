import type { Objects } from "@/lib/rooms/server/objects";
import { testCall } from "@/tests/chaos/stack/test-call";

/** The real objects of a Worker that runs for a test, reached through its test door. Verbs do not see the difference. */
export function liveObjects(origin: string): Objects {
  const handle = <T>(object: "room" | "inbox", tenant: string, name: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method: string) =>
          (...args: unknown[]) =>
            testCall(origin, { object, tenant, name, method, args }),
      },
    ) as T;
  return {
    room: (tenant, room) => handle("room", tenant, room),
    inbox: (tenant, person) => handle("inbox", tenant, person),
    presence: () => {
      throw new Error("The test door has no presence.");
    },
    meter: () => {
      throw new Error("The test door has no meter.");
    },
    registry: () => {
      throw new Error("The test door has no registry.");
    },
    visit: () => {
      throw new Error("The test door has no conversations of visitors.");
    },
    trial: () => {
      throw new Error("The test door has no playground.");
    },
    evaluationRun: () => {
      throw new Error("The test door has no evaluations.");
    },
  };
}
