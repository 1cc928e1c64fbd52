/**
 * The realtime Worker as deployed, plus one door for tests: POST /test calls a method of an object, as the web Worker
 * does over RPC. Only the test stacks bundle this file.
 */
import { objectsOf } from "@/lib/rooms/server/objects";
import type { PersonId, RoomId, TenantId } from "@/lib/platform/ids";
import realtime, { ChatRoom as ProductRoom } from "@/durable-objects/worker";
import type { TestCall } from "./test-call";

export { Inbox, OutboxRegistry, Presence } from "@/durable-objects/worker";

/** How often the platform woke room code in this isolate, to prove that idle sockets wake nothing. */
const woken = { constructed: 0, messages: 0, alarms: 0 };

export class ChatRoom extends ProductRoom {
  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    woken.constructed += 1;
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): void {
    woken.messages += 1;
    super.webSocketMessage(socket, frame);
  }

  override async alarm(): Promise<void> {
    woken.alarms += 1;
    await super.alarm();
  }

  /** Throws the object out of memory, as a deploy or a crash of its host does. */
  evict(): void {
    this.ctx.abort("evicted by a test");
  }
}

export default {
  async fetch(request: Request, env: RealtimeEnv, ctx: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname !== "/test") return realtime.fetch(request, env, ctx);
    const call = (await request.json()) as TestCall;
    if (call.object === "worker") return Response.json(woken);
    try {
      return Response.json((await answer(call, env)) ?? null);
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};

async function answer(call: Exclude<TestCall, { object: "worker" }>, env: RealtimeEnv): Promise<unknown> {
  const objects = objectsOf(env);
  const tenant = call.tenant as TenantId;
  const target =
    call.object === "room" ? objects.room(tenant, call.name as RoomId) : objects.inbox(tenant, call.name as PersonId);
  // Called on the stub itself: a method taken off it would be a pipelined property.
  return (target as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[call.method]?.(...call.args);
}
