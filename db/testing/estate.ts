import {
  newId,
  type AccountId,
  type DocumentId,
  type GroupId,
  type KeyId,
  type PersonId,
  type ProjectId,
  type ReservationId,
  type RoomId,
  type ConversationId,
  type SessionId,
  type TenantId,
} from "@/lib/platform/ids";
import type { LedgerRow } from "@/lib/quotas/core/ledger";
import { newSettings } from "@/lib/projects/core/settings";
import type { TenantDb } from "../client";
import { insertApiKey, type KeyChoices } from "../queries/api-keys";
import { insertAudit } from "../queries/audit";
import { insertEvaluationRun, saveCaseResult } from "../queries/evaluation-runs";
import { insertEvaluationCases, insertEvaluationSet } from "../queries/evaluations";
import { insertEmoji } from "../queries/emoji";
import { finishFile, reserveFile } from "../queries/files";
import { insertGroup } from "../queries/groups";
import { ensureImportJob, insertImportedPeople } from "../queries/imports";
import { projectLaterItems } from "../queries/later";
import { insertInviteLink } from "../queries/invite-links";
import { saveNotifyLevel, saveNotifyPolicy, saveNotifySettings, savePushSubscription } from "../queries/notify";
import { ensurePerson } from "../queries/people";
import { saveDocuments } from "../queries/knowledge";
import { insertProject, insertProjectSecret } from "../queries/projects";
import { REPORTS } from "@/lib/reporting/protocol";
import { computeReportBlock } from "../queries/report-blocks";
import { refreshReportDays, beginReportZone } from "../queries/report-rollups";
import { claimReportMail, insertReportSubscription } from "../queries/report-subscriptions";
import { insertReport } from "../queries/reports";
import { projectEvents } from "../queries/room-log";
import { projectConversation } from "../queries/conversations";
import { projectSession } from "../queries/sessions";
import { insertHttpTool, insertMcpServer } from "../queries/tenant-tools";
import { changeTenantConfig } from "../queries/tenant-config";
import { setLinkPreviews } from "../queries/tenant-settings";
import { insertUsage } from "../queries/usage";
import { insertToolRun } from "../queries/tool-runs";
import { addFilterWord } from "../queries/word-filter";
import type { TestDatabase } from "./database";
import { logOf, plainLog, type EventBody } from "./room-history";
import { conversationMessage, conversationRow } from "./conversation-rows";
import { caseResult, caseRow, runRow } from "./playground-rows";
import { RATES, httpToolRow, mcpServerRow, sessionMessage, sessionRow, toolRunRow } from "./session-rows";

/** What one tenant has: a row in every table, each with the tenant's canary in it. */
export interface Estate {
  canary: string;
  tenantId: TenantId;
  db: TenantDb;
  account: AccountId;
  person: PersonId;
  imported: PersonId;
  room: RoomId;
  channelName: string;
  email: string;
  linkId: string;
  linkHash: string;
  jobId: string;
  fileId: string;
  emojiId: string;
  groupId: GroupId;
  wordId: string;
  reportId: string;
  draftId: string;
  subscriptionId: string;
  sessionId: SessionId;
  conversationId: ConversationId;
  runId: string;
  httpToolId: string;
  mcpServerId: string;
  keyId: KeyId;
  usageId: ReservationId;
  projectId: ProjectId;
  documentId: DocumentId;
  setId: string;
  caseId: string;
  evaluationRunId: string;
  reportSubscriptionId: string;
}

/** Builds one through the product's own queries. */
export async function buildEstate(database: TestDatabase, canary: string): Promise<Estate> {
  const tenantId = newId<TenantId>();
  const db = database.tenant(tenantId);
  const account = newId<AccountId>();
  const email = `${canary}@test.example`;
  const person = (
    await ensurePerson(db, { accountId: account, name: canary, email, emailVerified: true, role: "owner" })
  ).id;
  const source = [
    {
      sourceId: "U1",
      name: `${canary} imported`,
      email: `${canary}-imported@test.example`,
      image: null,
      title: canary,
    },
  ];
  const imported = (await insertImportedPeople(db, "slack", source)).get("U1");
  if (!imported) throw new Error("No person was imported.");
  const room = newId<RoomId>();
  const channelName = `${canary} channel`;
  const log = plainLog(room, person, 3, { name: channelName, topic: canary });
  const more: EventBody[] = [
    { type: "reaction.set", target: 3, emoji: canary, on: true },
    { type: "message.created", body: canary, thread: 3 },
    { type: "message.pinned", target: 3, on: true },
    { type: "room.topic", topic: `${canary} topic` },
    { type: "room.renamed", name: channelName },
    { type: "room.archived", archived: true },
    { type: "room.archived", archived: false },
  ];
  const events = [...log, ...logOf(more, person).map((event) => ({ ...event, seq: log.length + event.seq }))];
  const fileId = newId();
  await reserveFile(db, { id: fileId, roomId: room, uploaderId: person, name: canary, size: 10 }, 1_000);
  await finishFile(db, fileId, { type: "text/plain", width: null, height: null, sha256: canary });
  const file = { id: fileId, name: canary, type: "text/plain", size: 10 };
  const marked = events.map((event) => {
    if (event.type !== "message.created") return event;
    const body = `${canary} ${event.seq}`;
    return event.seq === 3 ? { ...event, body, files: [file] } : { ...event, body };
  });
  await projectEvents(
    db,
    room,
    marked,
    [{ person, upTo: 3, version: 1 }],
    [{ person, root: 3, following: true, upTo: 3, version: 1 }],
  );
  const linkId = newId();
  const linkHash = `${canary}-hash`;
  await insertInviteLink(db, {
    id: linkId,
    secretHash: linkHash,
    role: "member",
    createdBy: person,
    expiresAt: new Date(Date.now() + 86_400_000),
    maxUses: 5,
  });
  await setLinkPreviews(db, true);
  const emojiId = newId();
  const picture = { type: "image/png", size: 1, width: 16, height: 16 };
  await insertEmoji(db, { id: emojiId, name: canary, author: person, ...picture }, 10);
  const groupId = newId<GroupId>();
  await insertGroup(db, { id: groupId, handle: canary, name: canary, people: [person], createdBy: person }, 10);
  const wordId = newId();
  await addFilterWord(db, { id: wordId, text: canary, key: canary, action: "refuse", addedBy: person }, 500);
  const reportId = newId();
  const reported = { roomId: room, seq: 3, author: person, writtenAt: 1, body: canary };
  await insertReport(db, {
    ...reported,
    id: reportId,
    reporter: person,
    reason: "spam",
    note: canary,
    words: [],
    at: 2,
  });
  const jobId = newId();
  await ensureImportJob(db, jobId, canary);
  const draftId = newId();
  await projectLaterItems(db, person, [
    { kind: "draft", id: draftId, version: 1, gone: false, data: { body: canary } },
  ]);
  await saveNotifySettings(db, person, { keywords: [canary] });
  await saveNotifyLevel(db, person, room, "all");
  await saveNotifyPolicy(db, { hideText: true });
  const subscriptionId = newId();
  const endpoint = `https://${canary}.push.example/`;
  const keys = { p256dh: canary, auth: canary, sessionId: canary, label: canary };
  await savePushSubscription(db, { id: subscriptionId, personId: person, endpoint, ...keys }, 10);
  const sessionId = newId<SessionId>();
  await projectSession(db, sessionRow(sessionId, canary), [sessionMessage(sessionId, 1, canary)]);
  const conversationId = newId<ConversationId>();
  await projectConversation(db, conversationRow(conversationId, canary), [conversationMessage(1, canary)]);
  const [runId, httpToolId, mcpServerId] = [newId(), newId(), newId()];
  await insertToolRun(db, toolRunRow(runId, canary), RATES);
  await insertHttpTool(db, httpToolRow(httpToolId, canary), 10);
  await insertMcpServer(db, mcpServerRow(mcpServerId, canary), 10);
  const keyId = newId<KeyId>();
  await insertApiKey(
    db,
    { id: keyId, secretHash: canary, shown: canary, createdBy: person, expiresAt: null, ...keyChoices(canary) },
    { nowMs: Date.now(), max: 10 },
  );
  const usageId = newId<ReservationId>();
  await insertUsage(db, [usageRow({ id: usageId, keyId, model: canary, tags: [canary], requestId: canary })]);
  const projectId = newId<ProjectId>();
  await insertProject(
    db,
    { id: projectId, name: canary, settings: newSettings([]), createdBy: person },
    { nowMs: Date.now(), max: 10 },
  );
  await insertProjectSecret(
    db,
    projectId,
    { kid: canary, sealed: canary, createdBy: person },
    { nowMs: Date.now(), graceMs: 0, max: 2 },
  );
  const documentId = newId<DocumentId>();
  await saveDocuments(
    db,
    projectId,
    [
      {
        ...{ id: documentId, source: canary, name: canary, url: canary, sha256: canary, createdBy: person },
        ...{ kind: "text", bytes: 1 },
      },
    ],
    { nowMs: Date.now(), max: 10 },
  );
  const [setId, caseId, evaluationRunId] = [newId(), newId(), newId()];
  const nowMs = Date.now();
  await insertEvaluationSet(db, { id: setId, projectId, name: canary, createdBy: person }, { nowMs, max: 10 });
  await insertEvaluationCases(db, setId, [caseRow(caseId, canary)], { nowMs, max: 10 });
  await insertEvaluationRun(db, runRow(evaluationRunId, setId, { model: canary, createdBy: person }), nowMs);
  await saveCaseResult(db, evaluationRunId, caseId, caseResult(canary));
  await insertAudit(db, {
    actor: { kind: "person", id: person },
    action: "tenant.renamed",
    target: canary,
    requestId: canary,
  });
  await changeTenantConfig(db, { systemPrompt: canary, defaultModel: canary });
  const days = ["2026-01-01", "2023-11-14", "2030-03-17"];
  for (const report of REPORTS) {
    await beginReportZone(db, report, "UTC");
    // The marks stay.
    await refreshReportDays(db, report, { zone: "UTC", days, marks: [] });
    await computeReportBlock(db, report, { from: "2030-03-01", until: "2030-03-31" });
  }
  const reportSubscriptionId = newId();
  const wish = { id: reportSubscriptionId, report: "chat", rhythm: "daily", recipients: [person], by: person } as const;
  await insertReportSubscription(db, { ...wish, nowMs: Date.now() }, 10);
  const mail = { subscription: reportSubscriptionId, until: "2026-01-01", person };
  await claimReportMail(db, mail, { nowMs: Date.now(), staleMs: 1 });
  return {
    canary,
    tenantId,
    db,
    account,
    person,
    imported,
    room,
    channelName,
    email,
    linkId,
    linkHash,
    jobId,
    fileId,
    emojiId,
    groupId,
    draftId,
    subscriptionId,
    wordId,
    reportId,
    sessionId,
    conversationId,
    runId,
    httpToolId,
    mcpServerId,
    keyId,
    usageId,
    projectId,
    documentId,
    setId,
    caseId,
    evaluationRunId,
    reportSubscriptionId,
  };
}

/** A call of ten tokens that went well. */
export function usageRow(change: Partial<LedgerRow> = {}): LedgerRow {
  return {
    id: newId<ReservationId>(),
    at: 1_900_000_000_000,
    keyId: newId<KeyId>(),
    kind: "chat",
    model: "fake/small",
    provider: "fake",
    end: "ok",
    promptTokens: 7,
    completionTokens: 3,
    cachedTokens: 2,
    reasoningTokens: 1,
    estimated: false,
    cost: 1_000,
    priceVersion: "1",
    firstTokenMs: 5,
    totalMs: 20,
    attempts: 1,
    routeReason: "asked for",
    tags: [],
    sessionId: null,
    userHash: null,
    requestId: null,
    ...change,
  };
}

/** What a key of this name may do: anything, without limits. */
export function keyChoices(name: string): KeyChoices {
  const limits = {
    requestsPerMinute: null,
    burst: null,
    tokensPerHour: null,
    concurrentStreams: null,
    costPerMonth: null,
  };
  return { name, scopes: ["chat"], limits, models: [name], tools: null };
}

/** The same names for things that are nowhere. */
export function missingEstate(like: Estate): Estate {
  return {
    ...like,
    room: newId<RoomId>(),
    person: newId<PersonId>(),
    imported: newId<PersonId>(),
    account: newId<AccountId>(),
    linkId: newId(),
    linkHash: newId(),
    jobId: newId(),
    fileId: newId(),
    emojiId: newId(),
    groupId: newId<GroupId>(),
    wordId: newId(),
    reportId: newId(),
    draftId: newId(),
    subscriptionId: newId(),
    sessionId: newId<SessionId>(),
    conversationId: newId<ConversationId>(),
    runId: newId(),
    httpToolId: newId(),
    mcpServerId: newId(),
    keyId: newId<KeyId>(),
    usageId: newId<ReservationId>(),
    projectId: newId<ProjectId>(),
    documentId: newId<DocumentId>(),
    setId: newId(),
    caseId: newId(),
    evaluationRunId: newId(),
    reportSubscriptionId: newId(),
    channelName: newId(),
    email: "nobody@test.example",
    canary: "nobody",
  };
}
