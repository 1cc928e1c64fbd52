import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import type { AuthDb } from "@/db/client";
import * as schema from "@/db/schema/auth";
import { isDatabaseOutage } from "@/lib/platform/outage";

type MakeAdapter = ReturnType<typeof drizzleAdapter>;

/**
 * better-auth's way to its tables. It turns most errors it meets into its own, without their cause; its own kind it lets
 * through. So an outage becomes one of that kind here, and reaches the caller as what it is.
 */
export function authDatabase(db: AuthDb): MakeAdapter {
  const make = drizzleAdapter(db, { provider: "pg", schema, schemaName: "auth", transaction: false });
  return (options) => {
    const adapter = make(options);
    return new Proxy(adapter, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== "function") return member;
        return (...args: unknown[]) => tellOutage(() => Reflect.apply(member, target, args) as unknown);
      },
    });
  };
}

function tellOutage(call: () => unknown): unknown {
  const answer = call();
  if (!(answer instanceof Promise)) return answer;
  return answer.catch((error: unknown) => {
    if (!isDatabaseOutage(error)) throw error;
    throw Object.assign(new APIError("SERVICE_UNAVAILABLE", { code: "UNAVAILABLE" }), { cause: error });
  });
}
