import { expect, it, vi } from "vitest";
import { projectSession } from "@/db/queries/sessions";
import { changeTenantConfig } from "@/db/queries/tenant-config";
import { withDatabase } from "@/db/testing/database";
import { sessionRow } from "@/db/testing/session-rows";
import { newId, type SessionId } from "@/lib/platform/ids";
import type { SessionView } from "../protocol";
import type { ConversationRpc } from "./objects";
import { sweepSessions } from "./sweep-sessions";

const database = withDatabase();
const DAY = 86_400_000;
const NOW = 1_800_000_000_000;

it("deletes what is older than the tenant keeps it, and believes the session where Postgres lags behind it", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const db = database.tenant();
  const add = async (ageDays: number) => {
    const id = newId<SessionId>();
    await projectSession(db, { ...sessionRow(id, "one"), updatedAt: NOW - ageDays * DAY }, []);
    return id;
  };
  const [young, old, older, used, running, lost] = [
    ...[await add(29), await add(30.1), await add(400)],
    ...[await add(50), await add(60), await add(70)],
  ];
  const asked: SessionId[] = [];
  const gone: SessionId[] = [];
  const conversation = (id: SessionId): Pick<ConversationRpc, "read" | "delete"> => ({
    read: async () => {
      asked.push(id);
      if (id === lost) throw new Error("The session does not answer.");
      const updatedAt = id === used ? NOW - DAY : 0;
      const session = { status: id === running ? "running" : "idle", updated_at: updatedAt } as SessionView;
      return { status: "done", session, keyId: newId() };
    },
    delete: async () => {
      gone.push(id);
      return { status: "done" };
    },
  });
  const sweep = (nowMs = NOW) => sweepSessions({ db, conversation, nowMs });

  expect(await sweep()).toBe(0);
  expect(asked).toEqual([]);
  await changeTenantConfig(db, { retentionDays: 30 });
  expect(await sweep()).toBe(2);
  expect(new Set(gone)).toEqual(new Set([old, older]));
  expect(asked).not.toContain(young);
  expect(asked).toHaveLength(5);
  // What the object has deleted comes to Postgres, and is not due again.
  await projectSession(db, { ...sessionRow(old ?? newId(), "one"), version: 2, updatedAt: NOW, deletedAt: NOW }, []);
  gone.length = 0;
  await sweep();
  expect(gone).toEqual([older]);
  await changeTenantConfig(db, { retentionDays: null });
  expect(await sweep(NOW + 1_000 * DAY)).toBe(0);
});
