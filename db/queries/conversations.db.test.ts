import { beforeEach, describe, expect, it } from "vitest";
import { newId, type ConversationId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";
import { conversationMessage, conversationRow } from "../testing/conversation-rows";
import { withDatabase } from "../testing/database";
import { findConversation, listConversationMessages, listConversations, projectConversation } from "./conversations";

const database = withDatabase();
let db: TenantDb;
beforeEach(() => {
  db = database.tenant(newId<TenantId>());
});
const read = (id: ConversationId) => listConversationMessages(db, id, { after: 0, limit: 50 });

describe("conversations on their way from their objects", () => {
  it("arrive once, however often and late a batch comes; the higher version of each message stays", async () => {
    const id = newId<ConversationId>();
    const row = conversationRow(id, "How do I pay?", { version: 3 });
    const question = conversationMessage(1, "How do I pay?");
    const citation = { n: 1, title: "T", url: null, headings: [], quote: "q", documentId: "d", start: 0, end: 1 };
    const answer = conversationMessage(2, "By card.", { version: 2, citations: [citation], vote: "up", comment: "!" });
    await projectConversation(db, row, [question, answer]);
    await projectConversation(db, { ...row, version: 2, preview: "older" }, [{ ...answer, version: 1, text: "older" }]);
    await projectConversation(db, row, [question, answer]);
    expect(await findConversation(db, id)).toEqual(row);
    expect(await read(id)).toEqual([question, answer]);
    await projectConversation(db, { ...row, version: 4 }, [{ ...answer, version: 5, text: "By invoice." }]);
    expect(await read(id)).toMatchObject([{ seq: 1 }, { seq: 2, text: "By invoice.", version: 5 }]);
    expect(await listConversationMessages(db, id, { after: 1, limit: 50 })).toMatchObject([{ seq: 2 }]);
  });

  it("lose what an erasure took, also to a batch that comes late", async () => {
    const id = newId<ConversationId>();
    const row = conversationRow(id, "secret");
    await projectConversation(db, row, [conversationMessage(1, "secret")]);
    await projectConversation(db, { ...row, version: 2, state: "erased", preview: "" }, []);
    await projectConversation(db, row, [conversationMessage(1, "secret"), conversationMessage(2, "more")]);
    expect(await findConversation(db, id)).toBeNull();
    expect(await read(id)).toEqual([]);
    expect(await listConversations(db, { limit: 5, before: null })).toEqual([]);
  });

  it("are listed by their last word, page by page, by project, outcome and votes", async () => {
    const projectId = newId<ProjectId>();
    const made = Array.from({ length: 5 }, (_, at) =>
      conversationRow(newId<ConversationId>(), `c${at}`, {
        updatedAt: 1_700_000_000_000 + Math.floor(at / 2),
        ...(at === 4 ? { projectId, outcome: "abstained" as const, downs: 1 } : {}),
      }),
    );
    for (const row of made) await projectConversation(db, row, []);
    const first = await listConversations(db, { limit: 3, before: null });
    const last = first.at(-1);
    const second = await listConversations(db, { limit: 3, before: { at: last?.updatedAt ?? 0, id: last?.id ?? "" } });
    expect([...first, ...second].map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    expect(first[0]?.updatedAt).toBe(1_700_000_000_002);
    const only = [{ id: made[4]?.id }];
    expect(await listConversations(db, { limit: 9, before: null, projectId })).toMatchObject(only);
    expect(await listConversations(db, { limit: 9, before: null, outcome: "abstained" })).toMatchObject(only);
    expect(await listConversations(db, { limit: 9, before: null, disliked: true })).toMatchObject(only);
    expect(await listConversations(db, { limit: 9, before: null, state: "archived" })).toEqual([]);
  });
});
