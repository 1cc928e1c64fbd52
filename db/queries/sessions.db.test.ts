import { beforeEach, describe, expect, it } from "vitest";
import { newId, type KeyId, type SessionId, type TenantId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";
import { withDatabase } from "../testing/database";
import { RATES, httpToolRow, mcpServerRow, sessionMessage, sessionRow, toolRunRow } from "../testing/session-rows";
import { listSessions, projectSession } from "./sessions";
import { acceptMcpTools, deleteHttpTool, insertHttpTool, listHttpTools, listMcpServers } from "./tenant-tools";
import { insertMcpServer, noteMcpOffer } from "./tenant-tools";
import { decideToolRun, findToolRun, finishToolRun, insertToolRun, listToolRuns } from "./tool-runs";

const database = withDatabase();
let db: TenantDb;
beforeEach(() => {
  db = database.tenant(newId<TenantId>());
});

const seqsOf = async (id: SessionId) =>
  (
    await database.admin<{ seq: string }>("select seq from ai_session_messages where session_id = $1 order by seq", [
      id,
    ])
  ).map(({ seq }) => Number(seq));

describe("sessions on their way from their objects", () => {
  const id = newId<SessionId>();
  const messages = [1, 2, 3].map((seq) => sessionMessage(id, seq, `m${seq}`));

  it("arrive once, however often and late a batch comes", async () => {
    const session = { ...sessionRow(id, "one"), version: 3, lastSeq: 3 };
    await projectSession(db, session, messages.slice(0, 2));
    await projectSession(db, session, messages);
    await projectSession(db, { ...session, version: 2, title: "older" }, messages.slice(0, 1));
    expect(await listSessions(db, { limit: 10, before: null })).toMatchObject([
      {
        id,
        object: "session",
        title: "one",
        user: "one",
        metadata: { canary: "one" },
        tools: ["one"],
        last_seq: 3,
        created_at: 1_700_000_000_000,
      },
    ]);
    expect(await seqsOf(id)).toEqual([1, 2, 3]);
    const [row] = await database.admin<{ data: object; at: Date }>(
      "select data, at from ai_session_messages where session_id = $1 and seq = 1 and tenant_id = $2",
      [id, db.tenantId],
    );
    expect(row).toEqual({ data: {}, at: new Date(1_700_000_000_000) });
  });

  it("lose what a reset or a deletion took, also to a batch that comes late", async () => {
    const session = { ...sessionRow(newId<SessionId>(), "one"), lastSeq: 3 };
    const own = messages.map((message) => ({ ...message, session_id: session.id }));
    await projectSession(db, session, own);
    await projectSession(db, { ...session, version: 2, resetSeq: 2 }, []);
    await projectSession(db, session, own);
    expect(await seqsOf(session.id)).toEqual([3]);
    await projectSession(db, { ...session, version: 3, resetSeq: 3, deletedAt: 1_700_000_000_001 }, []);
    await projectSession(db, session, own);
    expect(await seqsOf(session.id)).toEqual([]);
    expect(await listSessions(db, { limit: 10, before: null })).toEqual([]);
  });

  it("are listed newest first, page by page, by user and by key", async () => {
    const keyId = newId<KeyId>();
    const made = Array.from({ length: 5 }, (_, at) => ({
      ...sessionRow(newId<SessionId>(), `s${at}`),
      createdAt: 1_700_000_000_000 + Math.floor(at / 2),
      user: at % 2 === 0 ? "ada" : null,
      ...(at === 4 ? { keyId } : {}),
    }));
    for (const session of made) await projectSession(db, session, []);
    const first = await listSessions(db, { limit: 3, before: null });
    const last = first.at(-1);
    const second = await listSessions(db, { limit: 3, before: { at: last?.created_at ?? 0, id: last?.id ?? "" } });
    expect([...first, ...second].map(({ id: each }) => each).toSorted()).toEqual(
      made.map(({ id: each }) => each).toSorted(),
    );
    expect([...first, ...second].map(({ created_at: at }) => at)).toEqual(
      made.map(({ createdAt }) => createdAt).toSorted((a, b) => b - a),
    );
    expect(await listSessions(db, { limit: 9, before: null, user: "ada" })).toHaveLength(3);
    expect(await listSessions(db, { limit: 9, before: null, user: null })).toHaveLength(2);
    expect(await listSessions(db, { limit: 9, before: null, keyId })).toMatchObject([{ id: made[4]?.id }]);
  });
});

describe("calls that wait for approval", () => {
  const by = { kind: "key" as const, id: newId<KeyId>() };
  const verdict = { by, to: "running" as const, now: 1 };

  it("are decided once, for the arguments that were read, and keep those no longer", async () => {
    const run = toolRunRow(newId(), "hash");
    await insertToolRun(db, run, RATES);
    expect(await decideToolRun(db, { ...verdict, id: run.id, argsHash: "other" })).toBeNull();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => decideToolRun(db, { ...verdict, id: run.id, argsHash: "hash" })),
    );
    expect(answers.filter((answer) => answer !== null)).toMatchObject([{ sealedArgs: "hash", tool: "hash" }]);
    expect(await findToolRun(db, run.id, 1)).toMatchObject({
      status: "running",
      sealedArgs: null,
      decidedBy: by.id,
      decidedKind: "key",
    });
    await finishToolRun(db, run.id, { status: "ok", reason: null, ms: 12 });
    expect(await findToolRun(db, run.id, 1)).toMatchObject({ status: "ok", ms: 12 });
    expect(
      (await database.admin("select 1 from tool_runs where sealed_args is not null and tenant_id = $1", [db.tenantId]))
        .length,
    ).toBe(0);
  });

  it("are limited by key and by session in every minute, exactly also when many come at once", async () => {
    const [keyId, sessionId] = [newId<KeyId>(), newId<SessionId>()];
    const insert = (over: object, rates: object) =>
      insertToolRun(db, { ...toolRunRow(newId(), "many"), ...over }, { ...RATES, ...rates });
    const atOnce = (over: object, rates: object) => Promise.all(Array.from({ length: 20 }, () => insert(over, rates)));
    const count = (answers: string[], what: string) => answers.filter((answer) => answer === what).length;
    expect(count(await atOnce({ keyId }, { perAsker: 7 }), "made")).toBe(7);
    expect(count(await atOnce({ sessionId }, { perSession: 5 }), "limited")).toBe(15);
    const { at } = toolRunRow(newId(), "many");
    expect(await insert({ keyId, at: at + 59_999 }, { perAsker: 7 })).toBe("limited");
    expect(await insert({ keyId, at: at + 60_000 }, { perAsker: 7 })).toBe("made");
    expect(await insert({}, { perAsker: 1 })).toBe("made");
    // A repeat is one, however full the minute is.
    const run = { ...toolRunRow(newId(), "once"), keyId: newId<KeyId>() };
    expect(await insertToolRun(db, run, { ...RATES, perAsker: 1 })).toBe("made");
    expect(await insertToolRun(db, run, { ...RATES, perAsker: 1 })).toBe("repeated");
  });

  it("expire, and nobody can decide about them then", async () => {
    const run = { ...toolRunRow(newId(), "hash"), expiresAt: 1_700_000_000_500 };
    await insertToolRun(db, run, RATES);
    const after = 1_700_000_000_501;
    expect(await decideToolRun(db, { ...verdict, id: run.id, argsHash: "hash", now: after })).toBeNull();
    expect(await findToolRun(db, run.id, after)).toMatchObject({ status: "expired", sealedArgs: null });
    expect(await listToolRuns(db, { limit: 5, before: null, status: "pending", now: after })).toEqual([]);
    await insertToolRun(db, { ...toolRunRow(newId(), "next"), at: after }, RATES);
    expect(
      (await database.admin("select status from tool_runs where id = $1 and sealed_args is null", [run.id])).length,
    ).toBe(1);
  });
});

describe("a tenant's own tools", () => {
  it("have a name once, and are never more than a tenant may have, also many at a time", async () => {
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((name) => insertHttpTool(db, httpToolRow(newId(), name), 2)),
    );
    expect(answers.toSorted()).toEqual(["done", "done", "full", "full"]);
    const [first] = await listHttpTools(db);
    if (!first) throw new Error("none");
    expect(await insertHttpTool(db, httpToolRow(newId(), first.name), 9)).toBe("taken");
    expect(first).toEqual({ ...httpToolRow(first.id, first.name) });
    expect(await deleteHttpTool(db, first.id)).toBe(true);
    expect(await deleteHttpTool(db, first.id)).toBe(false);
  });

  it("of a server that offers others than were accepted are marked, until somebody accepts them", async () => {
    const server = mcpServerRow(newId(), "docs");
    expect(await insertMcpServer(db, server, 5)).toBe("done");
    await noteMcpOffer(db, server.id, "docs", 1_700_000_000_009);
    expect(await listMcpServers(db)).toEqual([{ ...server, checkedAt: 1_700_000_000_009 }]);
    await noteMcpOffer(db, server.id, "new", 1_700_000_000_010);
    expect(await listMcpServers(db)).toMatchObject([{ fingerprint: "docs", offeredFingerprint: "new" }]);
    expect(await acceptMcpTools(db, server.id, { tools: [], fingerprint: "new", at: 1_700_000_000_011 })).toBe(true);
    expect(await listMcpServers(db)).toMatchObject([{ fingerprint: "new", offeredFingerprint: null, tools: [] }]);
  });
});
