import { describe, expect, it } from "vitest";
import { listAudit } from "@/db/queries/audit";
import { findConversation, listConversationMessages, projectConversation } from "@/db/queries/conversations";
import { conversationMessage, conversationRow } from "@/db/testing/conversation-rows";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import type { AnswerTrace, KeptConversation } from "@/lib/assistant/kept";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type ConversationId } from "@/lib/platform/ids";
import { createProject } from "@/lib/projects/server/create-project";
import { CONVERSATION_BOUNDS } from "./protocol";
import { eraseConversation } from "./server/erase-conversation";
import { exportConversation } from "./server/export-conversation";
import { exportConversations } from "./server/export-conversations";
import { findConversations, findConversationsInput } from "./server/find-conversations";
import { listConversations } from "./server/list-conversations";
import { readTranscript } from "./server/read-transcript";

withSite();

interface Place {
  boss: SessionCtx;
  agent: SessionCtx;
  member: SessionCtx;
  /** Conversations whose objects were told to forget. */
  forgotten: ConversationId[];
  breakObjects(broken: boolean): void;
}

async function place(slug: string): Promise<Place> {
  const owner = await newcomer(`owner@${slug}.example`);
  await makeTenant(slug, owner);
  const forgotten: ConversationId[] = [];
  let broken = false;
  const at = (ctx: SessionCtx): SessionCtx => {
    const visit = (tenantId: string, id: ConversationId) => ({
      forget: async () => {
        expect(tenantId).toBe(ctx.tenantId);
        if (broken) throw new Error("The object is away.");
        forgotten.push(id);
      },
    });
    return { ...ctx, objects: { ...ctx.objects, visit } };
  };
  const boss = at(await owner.in(slug));
  const member = at(await (await joinByMail(slug, owner, `member@${slug}.example`)).in(slug));
  const agent: SessionCtx = { ...member, actor: { ...member.actor, role: "agent" } };
  return { boss, agent, member, forgotten, breakObjects: (on) => void (broken = on) };
}

async function said(
  ctx: SessionCtx,
  text: string,
  change: Partial<KeptConversation> = {},
  trace: Partial<AnswerTrace> = {},
): Promise<ConversationId> {
  const id = newId<ConversationId>();
  await projectConversation(ctx.db, conversationRow(id, text, change), [
    conversationMessage(1, `${text}?`),
    conversationMessage(2, `${text}, write to [email-1].`, { vote: "up", trace: trace as AnswerTrace }),
  ]);
  return id;
}

const list = async (ctx: SessionCtx, query: object = {}) => listConversations(ctx, { ...query });
const names = async (ctx: SessionCtx, query: object = {}) =>
  (await list(ctx, query)).conversations.map(({ preview }) => preview);
const search = {
  project: "" as const,
  outcome: "" as const,
  vote: "" as const,
  intent: "" as const,
  sentiment: "" as const,
  text: "",
};

describe("conversations", () => {
  it("are listed newest first with their last words, and found by assistant, outcome, vote and words", async () => {
    const { boss, agent } = await place("conv-list");
    const { project } = await createProject(boss, {
      tenant: "conv-list",
      name: "Shop",
      origin: "https://shop.example",
    });
    await said(boss, "apple", { updatedAt: 1_000, projectId: project.id });
    await said(boss, "pear", { updatedAt: 3_000, outcome: "abstained", downs: 1 });
    await said(boss, "100%_fig", { updatedAt: 2_000, ups: 2, visitorName: "Ada" });
    const { conversations, older, newest, projects } = await list(agent);
    expect(conversations.map(({ preview, projectName, last }) => [preview, projectName, last?.text])).toEqual([
      ["pear", null, "pear, write to [email-1]."],
      ["100%_fig", null, "100%_fig, write to [email-1]."],
      ["apple", "Shop", "apple, write to [email-1]."],
    ]);
    expect([older, newest, projects]).toEqual([null, true, [{ id: project.id, name: "Shop" }]]);
    expect(await names(boss, { project: project.id })).toEqual(["apple"]);
    expect(await names(boss, { outcome: "abstained" })).toEqual(["pear"]);
    expect(await names(boss, { vote: "up" })).toEqual(["100%_fig"]);
    expect(await names(boss, { vote: "down" })).toEqual(["pear"]);
    expect(await names(boss, { text: "APPLE, write" })).toEqual(["apple"]);
    expect(await names(boss, { text: "0%_f" })).toEqual(["100%_fig"]);
    expect(await names(boss, { text: "ada" })).toEqual(["100%_fig"]);
    // What makes no sense is anything; what matches nothing is nothing.
    expect(await names(boss, { project: "x", outcome: "y", before: "z" })).toHaveLength(3);
    expect(await names(boss, { text: "%" })).toEqual(["100%_fig"]);
  });

  it("are found by what a visitor wanted and in what mood", async () => {
    const { boss } = await place("conv-sense");
    await said(boss, "apple");
    await said(boss, "plum", { updatedAt: 500 }, { intent: "person", sentiment: "negative" });
    await said(boss, "lime", { updatedAt: 400 }, { intent: "person", sentiment: "neutral" });
    expect(await names(boss, { intent: "person" })).toEqual(["plum", "lime"]);
    expect(await names(boss, { intent: "person", sentiment: "negative" })).toEqual(["plum"]);
    expect(await names(boss, { sentiment: "neutral" })).toEqual(["lime"]);
    expect(await names(boss, { intent: "complaint" })).toEqual([]);
    expect(await names(boss, { intent: "'; drop table conversations" })).toHaveLength(3);
  });

  it("come in pages that neither repeat nor leave out", async () => {
    const { boss } = await place("conv-pages");
    const count = CONVERSATION_BOUNDS.pageSize + 3;
    // Two always at the same time.
    for (let at = 0; at < count; at++) await said(boss, `c${at}`, { updatedAt: 1_000 + Math.floor(at / 2) });
    const first = await list(boss);
    expect(first.conversations).toHaveLength(CONVERSATION_BOUNDS.pageSize);
    const second = await list(boss, { before: first.older });
    expect([second.conversations.length, second.older, second.newest]).toEqual([3, null, false]);
    expect(new Set([...first.conversations, ...second.conversations].map(({ id }) => id)).size).toBe(count);
  });

  it("are nobody else's: not a member's, not another tenant's", async () => {
    const [ours, theirs] = [await place("conv-ours"), await place("conv-theirs")];
    const id = await said(theirs.boss, "secret");
    const asks: ((ctx: SessionCtx) => Promise<unknown>)[] = [
      (ctx) => list(ctx),
      async (ctx) => (await exportConversations(ctx, { tenant: ctx.tenantSlug, ...search })).text(),
      (ctx) => readTranscript(ctx, id),
      (ctx) => exportConversation(ctx, { tenant: ctx.tenantSlug, conversation: id, format: "json" }),
      (ctx) => eraseConversation(ctx, { tenant: ctx.tenantSlug, conversation: id }),
    ];
    for (const ask of asks) expect(await refusal(ask(theirs.member))).toBe("not_found");
    for (const ask of asks.slice(0, 2)) expect(JSON.stringify(await ask(ours.boss))).not.toContain("secret");
    for (const ask of asks.slice(2)) expect(await refusal(ask(ours.boss))).toBe("not_found");
    expect(theirs.forgotten).toEqual([]);
    expect(await refusal(eraseConversation(theirs.agent, { tenant: "x", conversation: id }))).toBe("forbidden");
  });

  it("are read whole, with whether they may be erased", async () => {
    const { boss, agent } = await place("conv-read");
    const id = await said(boss, "apple");
    const { messages, conversation, cut, mayErase } = await readTranscript(boss, id);
    expect([messages.map(({ text }) => text), conversation.id, cut, mayErase]).toEqual([
      ["apple?", "apple, write to [email-1]."],
      id,
      false,
      true,
    ]);
    expect((await readTranscript(agent, id)).mayErase).toBe(false);
  });

  it("leave as files that no spreadsheet runs, and the log says so", async () => {
    const { boss } = await place("conv-files");
    const id = await said(boss, "=cmd|'/c calc'!A0", { visitorName: "+Ada" });
    const table = await exportConversations(boss, { tenant: "conv-files", ...search });
    const csv = await table.text();
    expect(table.headers.get("content-disposition")).toBe('attachment; filename="conv-files-conversations.csv"');
    expect(csv.split("\r\n")).toHaveLength(3);
    expect(csv).toContain(`"'=cmd`);
    expect(csv).toContain(`"'+Ada"`);
    const json = await (await exportConversation(boss, { tenant: "x", conversation: id, format: "json" })).json();
    expect(json).toMatchObject({ conversation: { id }, messages: [{ seq: 1 }, { seq: 2, vote: "up" }] });
    const txt = await (await exportConversation(boss, { tenant: "x", conversation: id, format: "txt" })).text();
    expect(txt).toContain("Vote: up");
    const actions = (await listAudit(boss.db, NO_WISH, { before: null, limit: 10 })).rows.map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith("conversation"))).toEqual([
      "conversation.exported",
      "conversation.exported",
      "conversations.exported",
    ]);
  });

  it("are erased where they live and here, once, and the log says so", async () => {
    const { boss, forgotten, breakObjects } = await place("conv-erase");
    const [id, kept] = [await said(boss, "apple", { visitorName: "Ada" }), await said(boss, "pear")];
    const erase = () => eraseConversation(boss, { tenant: "conv-erase", conversation: id });
    breakObjects(true);
    expect(await refusal(erase())).toBe("unavailable");
    expect(await listConversationMessages(boss.db, id, { after: 0, limit: 9 })).toHaveLength(2);
    breakObjects(false);
    expect(await erase()).toEqual({ erased: true });
    expect(forgotten).toEqual([id]);
    expect(await findConversation(boss.db, id)).toBeNull();
    expect(await listConversationMessages(boss.db, id, { after: 0, limit: 9 })).toEqual([]);
    expect(await names(boss)).toEqual(["pear"]);
    expect(await listConversationMessages(boss.db, kept, { after: 0, limit: 9 })).toHaveLength(2);
    expect(await refusal(erase())).toBe("not_found");
    const { rows } = await listAudit(
      boss.db,
      { ...NO_WISH, action: "conversation.erased" },
      { before: null, limit: 9 },
    );
    expect(rows.map(({ target }) => target)).toEqual([id]);
  });
});

const NO_WISH = { action: null, actor: null, target: null, fromMs: null, untilMs: null };

describe("what the switcher finds", () => {
  const find = async (ctx: SessionCtx, text: string) =>
    (await findConversations(ctx, parseInput(findConversationsInput, { tenant: "t", find: text }))).conversations.map(
      ({ visitorName, preview }) => [visitorName, preview],
    );

  it("is by the visitor's name or the first words, the newest first, and only a few", async () => {
    const { agent } = await place("find-a");
    const at = Date.now();
    for (let nth = 0; nth < CONVERSATION_BOUNDS.foundMax + 2; nth++)
      await said(agent, `Tents ${nth}`, { updatedAt: at + nth });
    await said(agent, "Kayaks", { visitorName: "Zoë 100%", updatedAt: at + 99 });
    const tents = await find(agent, " tEnTs ");
    expect(tents).toHaveLength(CONVERSATION_BOUNDS.foundMax);
    expect(tents[0]?.[1]).toBe(`Tents ${CONVERSATION_BOUNDS.foundMax + 1}`);
    expect(await find(agent, "zoë")).toEqual([["Zoë 100%", "Kayaks"]]);
    expect(await find(agent, "0%")).toEqual([["Zoë 100%", "Kayaks"]]);
    expect(await find(agent, "_a_a")).toEqual([]);
    expect(await find(agent, "\0\0")).toEqual([]);
    // Words that were said later are found where conversations are listed.
    expect(await find(agent, "write to")).toEqual([]);
  });

  it("has nothing that was erased, nothing of another tenant, and nothing for members", async () => {
    const [mine, theirs] = [await place("find-b"), await place("find-c")];
    const id = await said(mine.boss, "Secret question", { visitorName: null });
    await said(theirs.boss, "Secret of others");
    expect(await find(mine.boss, "secret")).toEqual([[null, "Secret question"]]);
    await eraseConversation(mine.boss, { tenant: "find-b", conversation: id });
    expect(await find(mine.boss, "secret")).toEqual([]);
    expect(await refusal(find(mine.member, "secret"))).toBe("not_found");
    expect(await refusal(find(theirs.boss, "s"))).toBe("invalid_request");
  });
});
