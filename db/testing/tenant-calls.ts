import { newId, type ClientId, type KeyId, type PersonId } from "@/lib/platform/ids";
import type { AuditEntry } from "@/lib/audit/protocol";
import { newSettings } from "@/lib/projects/core/settings";
import type { TenantDb } from "../client";
import * as apiKeys from "../queries/api-keys";
import { checkpointImport, deactivateImportedPeople } from "../queries/import-jobs";
import * as audit from "../queries/audit";
import * as emoji from "../queries/emoji";
import * as evaluationRuns from "../queries/evaluation-runs";
import * as evaluations from "../queries/evaluations";
import * as files from "../queries/files";
import * as groups from "../queries/groups";
import { ensureImportJob, insertImportedPeople, saveImportJob } from "../queries/imports";
import { listLaterItems, projectLaterItems } from "../queries/later";
import * as inviteLinks from "../queries/invite-links";
import * as notify from "../queries/notify";
import { findSeqAt, readPage } from "../queries/history";
import * as people from "../queries/people";
import * as knowledge from "../queries/knowledge";
import * as observe from "../queries/observe";
import * as projects from "../queries/projects";
import * as prompts from "../queries/prompts";
import { projectEvents } from "../queries/room-log";
import { readReportFigures } from "../queries/report-figures";
import { REPORTS } from "@/lib/reporting/protocol";
import * as reportBlocks from "../queries/report-blocks";
import * as rollups from "../queries/report-rollups";
import * as reportMails from "../queries/report-subscriptions";
import * as reports from "../queries/reports";
import * as rooms from "../queries/rooms";
import { findMatches, listSearchableRooms, readHits } from "../queries/search";
import { listReading } from "../queries/sidebar";
import {
  findConversation,
  listConversationMessages,
  listConversations,
  projectConversation,
} from "../queries/conversations";
import {
  eraseConversationRows,
  findConversationsByName,
  listProjectNames,
  searchConversations,
} from "../queries/conversations-list";
import { listDueSessions, listSessions, projectSession } from "../queries/sessions";
import { linkPreviewsOn, setLinkPreviews } from "../queries/tenant-settings";
import * as tenantTools from "../queries/tenant-tools";
import * as config from "../queries/tenant-config";
import * as state from "../queries/tenant-state";
import { listFollowedThreads, readThread } from "../queries/threads";
import * as usage from "../queries/usage";
import * as toolRuns from "../queries/tool-runs";
import * as wordFilter from "../queries/word-filter";
import { keyChoices, usageRow, type Estate } from "./estate";
import { metaOf } from "./room-history";
import { conversationMessage, conversationRow } from "./conversation-rows";
import { caseResult, caseRow, runRow } from "./playground-rows";
import { RATES, httpToolRow, mcpServerRow, sessionMessage, sessionRow, toolRunRow } from "./session-rows";

const NOW = new Date();
const LATER = new Date(Date.now() + 86_400_000);

const MY_AUDIT: AuditEntry = {
  actor: { kind: "system" },
  action: "tenant.suspended",
  target: "mine",
  requestId: "mine",
};
const EVERY_ENTRY = { action: null, actor: null, target: null, fromMs: null, untilMs: null };

/** Every query of a tenant, called with another tenant's ids. A query without a call here fails the suite. */
export const CALLS: Record<string, (db: TenantDb, theirs: Estate) => Promise<unknown>> = {
  readPage: async (db, { room }) => [
    await readPage(db, room, { before: 100, limit: 50 }),
    await readPage(db, room, { after: 0, limit: 50 }),
    await readPage(db, room, { around: 3, limit: 50 }),
  ],
  listApiKeys: (db) => apiKeys.listApiKeys(db, 10),
  listUntoldKeys: (db) => apiKeys.listUntoldKeys(db, 10),
  findApiKey: (db, { keyId }) => apiKeys.findApiKey(db, keyId),
  findKeyRecord: (db, { keyId }) => apiKeys.findKeyRecord(db, keyId),
  // The same id in both tenants: a row of its own.
  insertApiKey: (db, { keyId }) =>
    apiKeys
      .insertApiKey(
        db,
        { id: keyId, secretHash: "mine", shown: "mine", createdBy: null, expiresAt: null, ...keyChoices("mine") },
        { nowMs: 0, max: 10 },
        MY_AUDIT,
      )
      .then((row) => row?.view.name),
  updateApiKey: (db, { keyId }) => apiKeys.updateApiKey(db, keyId, keyChoices("overwritten"), 0, MY_AUDIT),
  endApiKey: (db, { keyId }) => apiKeys.endApiKey(db, keyId, 0, MY_AUDIT),
  rerollApiKey: (db, { keyId }) =>
    apiKeys.rerollApiKey(
      db,
      keyId,
      { id: newId<KeyId>(), secretHash: "mine", shown: "mine", createdBy: null },
      { nowMs: 0, graceMs: 0, max: 10 },
      MY_AUDIT,
    ),
  listProjects: (db) => projects.listProjects(db, 0, 10),
  listUntoldProjects: (db) => projects.listUntoldProjects(db, 0, 10),
  findProject: (db, { projectId }) => projects.findProject(db, projectId, 0),
  findProjectOfTenant: (db, { projectId }) => projects.findProjectOfTenant(db, projectId, 0),
  findProjectState: (db, { projectId }) => projects.findProjectState(db, projectId),
  // The same id in both tenants: a row of its own.
  insertProject: (db, { projectId }) =>
    projects.insertProject(
      db,
      { id: projectId, name: "mine", settings: newSettings([]), createdBy: null },
      { nowMs: 0, max: 10 },
      MY_AUDIT,
    ),
  saveProject: (db, { projectId }) =>
    projects.saveProject(
      db,
      projectId,
      { name: "overwritten", paused: true, settings: newSettings([]) },
      { nowMs: 0, version: 1 },
      MY_AUDIT,
    ),
  haltProject: (db, { projectId }) => projects.haltProject(db, projectId),
  deleteProject: (db, { projectId }) => projects.deleteProject(db, projectId, MY_AUDIT),
  markProjectTold: (db, { projectId }) => projects.markProjectTold(db, projectId, 90),
  insertProjectSecret: (db, { projectId }) =>
    projects.insertProjectSecret(
      db,
      projectId,
      { kid: "mine", sealed: "mine", createdBy: null },
      { nowMs: 0, graceMs: 0, max: 2 },
      MY_AUDIT,
    ),
  deleteProjectSecret: (db, { projectId, canary }) => projects.deleteProjectSecret(db, projectId, canary, MY_AUDIT),
  listLivePrompts: (db) => prompts.listLivePrompts(db),
  listPromptVersions: async (db, { projectId }) => [
    await prompts.listPromptVersions(db, projectId, 50),
    await prompts.listPromptVersions(db, null, 50),
  ],
  readPromptTexts: async (db, { projectId }) => [
    await prompts.readPromptTexts(db, projectId, [1]),
    await prompts.readPromptTexts(db, null, [1]),
  ],
  readLivePrompt: async (db, { projectId }) => [
    await prompts.readLivePrompt(db, projectId),
    await prompts.readLivePrompt(db, null),
  ],
  savePrompt: async (db, { projectId }) => {
    const change = { text: "overwritten", note: "mine", from: null, expected: 0 };
    return [
      await prompts.savePrompt(db, projectId, change, 0, MY_AUDIT),
      await prompts.savePrompt(db, projectId, { ...change, expected: 1 }, 0, MY_AUDIT),
      await prompts.savePrompt(db, null, change, 0, MY_AUDIT),
    ];
  },
  listEvaluationSets: async (db, { projectId }) => [
    await evaluations.listEvaluationSets(db, null),
    await evaluations.listEvaluationSets(db, projectId),
  ],
  findEvaluationSet: (db, { setId }) => evaluations.findEvaluationSet(db, setId, 10),
  insertEvaluationSet: (db, { setId, projectId }) =>
    evaluations.insertEvaluationSet(
      db,
      { id: setId, projectId, name: "mine", createdBy: null },
      { nowMs: 0, max: 10 },
      MY_AUDIT,
    ),
  deleteEvaluationSet: (db, { setId }) => evaluations.deleteEvaluationSet(db, setId, MY_AUDIT),
  insertEvaluationCases: (db, { setId }) =>
    evaluations.insertEvaluationCases(db, setId, [caseRow(newId(), "mine")], { nowMs: 0, max: 10 }),
  updateEvaluationCase: (db, { setId, caseId }) =>
    evaluations.updateEvaluationCase(db, setId, caseRow(caseId, "overwritten"), 0),
  deleteEvaluationCases: (db, { setId, caseId }) => evaluations.deleteEvaluationCases(db, setId, [caseId]),
  insertEvaluationRun: (db, { evaluationRunId, setId }) =>
    evaluationRuns.insertEvaluationRun(db, runRow(evaluationRunId, setId), 0, MY_AUDIT),
  findEvaluationRun: (db, { evaluationRunId }) => evaluationRuns.findEvaluationRun(db, evaluationRunId),
  listWaitingCases: (db, { evaluationRunId }) => evaluationRuns.listWaitingCases(db, evaluationRunId, 10),
  saveCaseResult: (db, { evaluationRunId, caseId }) =>
    evaluationRuns.saveCaseResult(db, evaluationRunId, caseId, caseResult("overwritten")),
  endEvaluationRun: (db, { evaluationRunId }) =>
    evaluationRuns.endEvaluationRun(db, evaluationRunId, { state: "failed", fault: "quota" }, 0),
  listDocuments: (db, { projectId }) => knowledge.listDocuments(db, projectId, { before: null, limit: 50 }),
  countReading: (db) => observe.countReading(db),
  countDocuments: (db, { projectId }) => knowledge.countDocuments(db, projectId),
  countDocumentsByProject: (db) => knowledge.countDocumentsByProject(db),
  findDocument: (db, { projectId, documentId }) => knowledge.findDocument(db, projectId, documentId),
  saveDocuments: (db, { projectId, documentId, canary }) =>
    knowledge
      .saveDocuments(
        db,
        projectId,
        [
          {
            ...{ id: documentId, source: canary, name: "overwritten", url: null, sha256: null, createdBy: null },
            ...{ kind: "text", bytes: 2 },
          },
        ],
        { nowMs: 0, max: 10 },
        MY_AUDIT,
      )
      .then((rows) => rows.map(({ name }) => name)),
  markDocument: (db, { projectId, documentId }) =>
    knowledge.markDocument(db, projectId, { id: documentId, version: 1 }, { state: "failed" }, 0),
  renewDocument: (db, { projectId, documentId }) =>
    knowledge.renewDocument(db, projectId, documentId, 0).then((renewed) => renewed?.document.name ?? null),
  deleteDocument: (db, { projectId, documentId }) => knowledge.deleteDocument(db, projectId, documentId, MY_AUDIT),
  // The same id in both tenants: a row of its own, and nothing of the other one's.
  insertUsage: (db, { usageId, keyId }) =>
    usage.insertUsage(db, [usageRow({ id: usageId, keyId, model: "overwritten" })]),
  sumUsage: async (db, { keyId }) => {
    const within = { from: 0, until: 2_000_000_000_000 };
    const sums = [
      await usage.sumUsage(db, { ...within, by: "day" }),
      await usage.sumUsage(db, { ...within, by: "model" }),
      await usage.sumUsage(db, { ...within, by: "key" }),
    ];
    return sums.flat().filter(({ group }) => group !== "overwritten" && group !== keyId && group !== "2030-03-17");
  },
  countMadeUp: (db) => usage.countMadeUp(db, { from: 0, until: 2_000_000_000_000 }),
  readReportFigures: async (db, { projectId }) => {
    const period = { from: "2026-01-01", until: "2026-01-31" };
    const before = { from: "2025-12-01", until: "2025-12-31" };
    const wish = { period, before, project: null, groupsBefore: "all" as const };
    return [
      await readReportFigures(db, { ...wish, report: "chat", by: "room" }, "UTC"),
      await readReportFigures(db, { ...wish, report: "assistant", by: "language", project: projectId }, "UTC"),
      await readReportFigures(db, { ...wish, report: "models", by: "model" }, "UTC"),
    ];
  },
  readRollupState: (db) => rollups.readRollupState(db, "chat", null),
  refreshReportDays: async (db) => {
    const days = ["2026-01-01", "2023-11-14", "2030-03-17"];
    // Marks are numbered over all tenants: the ids may be those of the other one.
    const marks = Array.from({ length: 1_000 }, (_, id) => id);
    for (const report of REPORTS) await rollups.refreshReportDays(db, report, { zone: "UTC", days, marks });
  },
  listOpenBlocks: (db) => Promise.all(REPORTS.map((report) => reportBlocks.listOpenBlocks(db, report))),
  computeReportBlock: async (db) => {
    for (const report of REPORTS)
      for (const [from, until] of [
        ["2030-03-11", "2030-03-20"],
        ["2030-01-01", "2030-03-31"],
      ] as const)
        await reportBlocks.computeReportBlock(db, report, { from, until });
  },
  beginReportZone: async (db) => {
    for (const report of REPORTS) await rollups.beginReportZone(db, report, "UTC");
  },
  listReportSubscriptions: (db) => reportMails.listReportSubscriptions(db),
  // The same id in both tenants: a row of its own, without the other one's people.
  insertReportSubscription: (db, { reportSubscriptionId: id, person }) =>
    reportMails
      .insertReportSubscription(
        db,
        { id, report: "chat", rhythm: "daily", recipients: [person], by: newId<PersonId>(), nowMs: 0 },
        10,
      )
      .then((made) => made?.recipients),
  deleteReportSubscription: (db, { reportSubscriptionId }) =>
    reportMails.deleteReportSubscription(db, reportSubscriptionId, MY_AUDIT),
  claimReportMail: (db, { reportSubscriptionId, person }) =>
    reportMails.claimReportMail(
      db,
      { subscription: reportSubscriptionId, until: "2026-01-02", person },
      { nowMs: 0, staleMs: 0 },
    ),
  settleReportMail: (db, { reportSubscriptionId, person }) =>
    reportMails.settleReportMail(db, { subscription: reportSubscriptionId, until: "2026-01-01", person }, 1),
  finishReportPeriod: (db, { reportSubscriptionId }) =>
    reportMails.finishReportPeriod(db, reportSubscriptionId, "2026-02-01"),
  touchKeys: (db, { keyId }) => usage.touchKeys(db, new Map([[keyId, 2_000_000_000_000]])),
  markKeyTold: (db, { keyId }) => apiKeys.markKeyTold(db, keyId, 90),
  linkPreviewsOn: (db) => linkPreviewsOn(db),
  setLinkPreviews: (db) => setLinkPreviews(db, false),
  findSeqAt: (db, { room }) => findSeqAt(db, room, 0),
  projectEvents: (db, { room }) => {
    const author = newId<PersonId>();
    const on = { at: 1, author };
    return projectEvents(
      db,
      room,
      [
        { ...on, seq: 1, clientId: newId<ClientId>(), type: "room.created", meta: metaOf(room, author) },
        { ...on, seq: 3, clientId: newId<ClientId>(), type: "message.edited", target: 3, body: "overwritten" },
        { ...on, seq: 90, clientId: newId<ClientId>(), type: "message.deleted", target: 3 },
        { ...on, seq: 91, clientId: newId<ClientId>(), type: "reaction.set", target: 3, emoji: "x", on: true },
        { ...on, seq: 92, clientId: newId<ClientId>(), type: "message.created", body: "mine", thread: null },
        { ...on, seq: 93, clientId: newId<ClientId>(), type: "member.left", person: author },
      ],
      [{ person: author, upTo: 90, version: 90 }],
      [{ person: author, root: 3, following: true, upTo: 90, version: 90 }],
    );
  },
  readThread: (db, { room }) => readThread(db, room, { root: 3, before: 100, limit: 50 }),
  listFollowedThreads: async (db, { person }) => (await listFollowedThreads(db, person, { limit: 50 })).threads,
  listRoomsOf: (db, { person }) => rooms.listRoomsOf(db, person),
  listRecentRooms: (db) => rooms.listRecentRooms(db, 50),
  listPublicRooms: async (db, { person, canary }) => [
    await rooms.listPublicRooms(db, person, { limit: 50 }),
    await rooms.listPublicRooms(db, person, { limit: 50, query: canary }),
  ],
  listReading: async (db, { person }) => [...(await listReading(db, person))],
  findMatches: async (db, { person, room, canary }) => {
    const wish = { terms: [{ text: canary, match: "anywhere" as const }], not: [], has: [], isThread: false };
    const anyTime = { fromMs: null, toMs: null, after: null, authors: null };
    return [
      await findMatches(db, person, { ...wish, ...anyTime, rooms: null }, 20),
      await findMatches(db, person, { ...wish, ...anyTime, rooms: [room] }, 20),
    ];
  },
  readHits: (db, { person, room }) =>
    readHits(
      db,
      person,
      [3, 4, 5].map((seq) => ({ room, seq, atMs: 0 })),
    ),
  listSearchableRooms: (db, { person }) => listSearchableRooms(db, person),
  findRoom: (db, { room }) => rooms.findRoom(db, room),
  channelNameTaken: (db, { channelName }) => rooms.channelNameTaken(db, channelName),
  findPersonByAccount: (db, { account }) => people.findPersonByAccount(db, account),
  findPerson: (db, { person }) => people.findPerson(db, person),
  listPeople: (db) => people.listPeople(db),
  listPeopleSharing: (db, { person }) => people.listPeopleSharing(db, person),
  listPeopleByIds: async (db, { person, imported }) => [
    await people.listPeopleByIds(db, [person, imported]),
    await people.listPeopleByIds(db, [person, imported], { activeOnly: true, sharingWith: person }),
  ],
  // The same account in both tenants: it must become a person of its own, and not claim the other tenant's imported one.
  ensurePerson: (db, { account, canary }) => {
    const email = `${canary}-imported@test.example`;
    return people
      .ensurePerson(db, { accountId: account, name: "me", email, emailVerified: true, role: "guest" })
      .then(({ name, role, kind }) => ({ name, role, kind }));
  },
  updatePersonRole: (db, { person }) => people.updatePersonRole(db, person, "guest"),
  renamePerson: (db, { account }) => people.renamePerson(db, account, "overwritten"),
  readdressPerson: (db, { account }) => people.readdressPerson(db, account, "overwritten@test.example"),
  deactivatePerson: (db, { person }) => people.deactivatePerson(db, person),
  insertImportedPeople: async (db, { email }) => {
    const source = { sourceId: "U1", name: "mine", email: email.toUpperCase(), image: null, title: "" };
    return [...(await insertImportedPeople(db, "slack", [source])).keys()];
  },
  ensureImportJob: (db, { jobId }) => ensureImportJob(db, jobId, "mine"),
  saveImportJob: (db, { jobId }) => saveImportJob(db, jobId, { overwritten: true }, true),
  checkpointImport: (db, { jobId }) => checkpointImport(db, { id: jobId, channel: "C", day: "2026-01-01" }),
  deactivateImportedPeople: (db, { imported }) => deactivateImportedPeople(db, [imported]),
  // The same id in both tenants: a row of its own, and nothing of the other one's.
  reserveFile: (db, { fileId, room, canary }) =>
    files
      .reserveFile(db, { id: fileId, roomId: room, uploaderId: newId<PersonId>(), name: "mine", size: 1 }, 10)
      .then((row) => [row?.name, row?.size, row?.name === canary]),
  findFile: (db, { fileId }) => files.findFile(db, fileId),
  finishFile: (db, { fileId }) =>
    files.finishFile(db, fileId, { type: "x", width: null, height: null, sha256: "overwritten" }),
  dropFile: (db, { fileId, person }) => files.dropFile(db, fileId, person),
  listFilesOfRoom: (db, { room }) => files.listFilesOfRoom(db, room, { before: null, limit: 50 }),
  listLooseFiles: (db) => files.listLooseFiles(db, { createdBefore: LATER, limit: 50 }),
  forgetFiles: (db, { fileId }) => files.forgetFiles(db, [fileId]),
  listEmoji: (db) => emoji.listEmoji(db),
  findEmoji: (db, { emojiId }) => emoji.findEmoji(db, emojiId),
  // The other tenant's id, name and author: none of them is anything here.
  insertEmoji: (db, { emojiId, person, canary }) =>
    emoji.insertEmoji(
      db,
      { id: emojiId, name: canary, author: person, type: "image/png", size: 1, width: 16, height: 16 },
      10,
    ),
  removeEmoji: (db, { emojiId }) => emoji.removeEmoji(db, emojiId),
  listFilterWords: (db) => wordFilter.listFilterWords(db),
  readWordList: (db) => wordFilter.readWordList(db, -1),
  // The same id and the same words in both tenants.
  addFilterWord: (db, { wordId, canary }) =>
    wordFilter.addFilterWord(
      db,
      { id: wordId, text: "mine", key: canary, action: "report", addedBy: newId<PersonId>() },
      500,
    ),
  setFilterWordAction: (db, { wordId }) => wordFilter.setFilterWordAction(db, wordId, "report"),
  removeFilterWord: (db, { wordId }) => wordFilter.removeFilterWord(db, wordId),
  insertReport: (db, { reportId, room }) =>
    reports.insertReport(db, {
      id: reportId,
      roomId: room,
      seq: 3,
      author: newId<PersonId>(),
      writtenAt: 0,
      body: "mine",
      reporter: null,
      reason: null,
      note: "overwritten",
      words: [],
      at: 0,
    }),
  listReportCases: (db) =>
    reports
      .listReportCases(db, { state: "open", source: null, page: 1, size: 50 })
      .then(({ cases }) => cases.map(({ reports: list }) => list.filter(({ note }) => note !== "overwritten"))),
  findReportCase: (db, { room }) =>
    reports
      .findReportCase(db, room, 3)
      .then((found) => found?.reports.filter(({ note }) => note !== "overwritten") ?? []),
  countOpenReports: (db) => reports.countOpenReports(db),
  resolveReportCase: (db, { room, person }) =>
    reports.resolveReportCase(db, { roomId: room, seq: 3, state: "dismissed", by: person, at: NOW }),
  projectLaterItems: (db, { draftId }) =>
    projectLaterItems(db, newId<PersonId>(), [{ kind: "draft", id: draftId, version: 99, gone: true, data: {} }]),
  listLaterItems: (db, { person }) => listLaterItems(db, person),
  listGroups: (db) => groups.listGroups(db, 10),
  readGroups: (db, { groupId }) => groups.readGroups(db, [groupId]),
  // The same id in both tenants, with the other tenant's person: a row of its own, and nobody in it.
  insertGroup: (db, { groupId, person }) =>
    groups
      .insertGroup(
        db,
        { id: groupId, handle: "mine", name: "mine", people: [person], createdBy: newId<PersonId>() },
        10,
      )
      .then((saved) => (saved.status === "done" ? [saved.group.handle, saved.group.people] : saved.status)),
  updateGroup: (db, { groupId, person }) =>
    groups
      .updateGroup(db, groupId, { handle: "overwritten", name: "overwritten", people: [person] })
      .then((saved) => (saved.status === "done" ? saved.group.people : saved.status)),
  deleteGroup: (db, { groupId }) => groups.deleteGroup(db, groupId).then(() => null),
  insertInviteLink: (db, { linkId, linkHash }) =>
    inviteLinks
      .insertInviteLink(db, {
        id: linkId,
        secretHash: linkHash,
        role: "guest",
        createdBy: newId<PersonId>(),
        expiresAt: LATER,
        maxUses: 1,
      })
      .then(({ role }) => role),
  listUsableInviteLinks: (db) =>
    inviteLinks.listUsableInviteLinks(db, NOW).then((links) => links.map(({ role }) => role)),
  findUsableInviteLink: (db, { linkHash }) =>
    inviteLinks.findUsableInviteLink(db, linkHash, NOW).then((link) => link?.role),
  takeInviteLinkUse: (db, { linkHash }) => inviteLinks.takeInviteLinkUse(db, linkHash, NOW).then((link) => link?.role),
  returnInviteLinkUse: (db, { linkId }) => inviteLinks.returnInviteLinkUse(db, linkId),
  readNotifyProfile: (db, { person }) => notify.readNotifyProfile(db, person),
  saveNotifySettings: (db) => notify.saveNotifySettings(db, newId<PersonId>(), { sound: true }),
  saveNotifyLevel: (db, { room }) => notify.saveNotifyLevel(db, newId<PersonId>(), room, "none"),
  savePushSubscription: (db, { canary }) =>
    notify.savePushSubscription(
      db,
      {
        id: newId(),
        personId: newId<PersonId>(),
        // The same browser may be known to several tenants.
        endpoint: `https://${canary}.push.example/`,
        p256dh: "mine",
        auth: "mine",
        sessionId: "mine",
        label: "mine",
      },
      1,
    ),
  deletePushSubscriptions: async (db, { subscriptionId, canary }) => {
    const person = newId<PersonId>();
    await notify.deletePushSubscriptions(db, person, { ids: [subscriptionId] });
    await notify.deletePushSubscriptions(db, person, { sessionId: canary });
    await notify.deletePushSubscriptions(db, person, "all");
  },
  readNotifyPolicy: (db) => notify.readNotifyPolicy(db),
  saveNotifyPolicy: (db) => notify.saveNotifyPolicy(db, { hideText: false }),
  listConversations: async (db) => [
    await listConversations(db, { limit: 50, before: null }),
    await listConversations(db, { limit: 50, before: { at: Date.now() + 60_000, id: newId() }, state: "open" }),
  ],
  searchConversations: async (db, { canary }) => {
    const wish = {
      limit: 50,
      before: null,
      projectId: null,
      outcome: null,
      vote: null,
      intent: null,
      sentiment: null,
      text: null,
    };
    return [await searchConversations(db, wish, 200), await searchConversations(db, { ...wish, text: canary }, 200)];
  },
  findConversationsByName: async (db, { canary }) => [
    await findConversationsByName(db, { text: canary, limit: 50, among: 50 }),
    await findConversationsByName(db, { text: "", limit: 50, among: 50 }),
  ],
  listProjectNames: (db) => listProjectNames(db),
  eraseConversationRows: (db, { conversationId }) => eraseConversationRows(db, conversationId),
  findConversation: (db, { conversationId }) => findConversation(db, conversationId),
  listConversationMessages: (db, { conversationId }) =>
    listConversationMessages(db, conversationId, { after: 0, limit: 50 }),
  // The same id in both tenants: a conversation of its own, and nothing of the other one's.
  projectConversation: (db, { conversationId }) =>
    projectConversation(db, conversationRow(conversationId, "mine", { version: 99, state: "erased" }), [
      conversationMessage(1, "overwritten", { version: 99 }),
    ]),
  listSessions: async (db, { canary }) => [
    await listSessions(db, { limit: 50, before: null }),
    await listSessions(db, { limit: 50, before: { at: Date.now() + 60_000, id: newId() }, user: canary }),
  ],
  listDueSessions: async (db) => {
    await config.changeTenantConfig(db, { retentionDays: 1 });
    return listDueSessions(db, { nowMs: 4_000_000_000_000, limit: 50 });
  },
  // The same id in both tenants: a session of its own, and nothing of the other one's.
  projectSession: (db, { sessionId }) =>
    projectSession(db, { ...sessionRow(sessionId, "mine"), version: 99, resetSeq: 9 }, [
      sessionMessage(sessionId, 1, "overwritten"),
    ]),
  insertToolRun: (db, { runId }) => toolRuns.insertToolRun(db, toolRunRow(runId, "mine"), RATES),
  finishToolRun: (db, { runId }) =>
    toolRuns.finishToolRun(db, runId, { status: "failed", reason: "overwritten", ms: 1 }),
  findToolRun: (db, { runId }) => toolRuns.findToolRun(db, runId, 0),
  listToolRuns: (db) => toolRuns.listToolRuns(db, { limit: 50, before: null, status: null, now: 0 }),
  decideToolRun: (db, { runId, canary }) =>
    toolRuns.decideToolRun(db, { id: runId, argsHash: canary, by: { kind: "key", id: newId() }, to: "denied", now: 0 }),
  listHttpTools: (db) => tenantTools.listHttpTools(db),
  insertHttpTool: (db, { httpToolId }) => tenantTools.insertHttpTool(db, httpToolRow(httpToolId, "mine"), 10),
  deleteHttpTool: (db, { httpToolId }) => tenantTools.deleteHttpTool(db, httpToolId),
  listMcpServers: (db) => tenantTools.listMcpServers(db),
  insertMcpServer: (db, { mcpServerId }) => tenantTools.insertMcpServer(db, mcpServerRow(mcpServerId, "mine"), 10),
  acceptMcpTools: (db, { mcpServerId }) =>
    tenantTools.acceptMcpTools(db, mcpServerId, { tools: [], fingerprint: "overwritten", at: 1 }),
  noteMcpOffer: (db, { mcpServerId }) => tenantTools.noteMcpOffer(db, mcpServerId, "overwritten", 1),
  deleteMcpServer: (db, { mcpServerId }) => tenantTools.deleteMcpServer(db, mcpServerId),
  // The other tenant's person is nobody here, and has no name.
  insertAudit: (db) =>
    audit.insertAudit(db, {
      actor: { kind: "person", id: newId<PersonId>() },
      action: "word.added",
      target: "mine",
      requestId: "mine",
    }),
  listAudit: (db, { canary }) => audit.listAudit(db, { ...EVERY_ENTRY, target: canary }, { before: null, limit: 50 }),
  readAuditChain: (db) => audit.readAuditChain(db, EVERY_ENTRY, { after: 0, limit: 50 }),
  readTenantConfig: (db) => config.readTenantConfig(db),
  readPolicy: (db) => config.readPolicy(db),
  changeTenantConfig: (db) => config.changeTenantConfig(db, { zone: "Europe/Paris" }),
  // Of the same address, with an invitation to nobody.
  insertTenant: (db) =>
    state
      .insertTenant(
        db,
        {
          name: "mine",
          slug: newId(),
          at: NOW,
          invitation: { id: newId(), email: "x@test.example", inviter: newId(), expiresAt: NOW },
        },
        MY_AUDIT,
      )
      .catch((error: { code: string }) => error.code),
  renameOrganization: (db) => state.renameOrganization(db, "overwritten", MY_AUDIT),
  // A tenant that is nowhere changes in nothing, and is never due.
  markSuspended: (db) => state.markSuspended(db, NOW, MY_AUDIT),
  markActive: (db) => state.markActive(db, MY_AUDIT),
  markForDeletion: (db) => state.markForDeletion(db, NOW, NOW, MY_AUDIT),
  listObjectsOf: (db) =>
    state.listObjectsOf(db, { room: null, person: null, session: null, conversation: null, project: null }, 50),
  eraseTenantRows: (db) => state.eraseTenantRows(db, 50).catch((error: { code: string }) => error.code),
  eraseOrganization: (db) => state.eraseOrganization(db),
  revokeInviteLink: (db, { linkId }) => inviteLinks.revokeInviteLink(db, linkId, NOW),
};

/** Queries of the tables that belong to no tenant. */
export const WITHOUT_TENANT = [
  "findTenantBySlug",
  "findTenantById",
  "findMember",
  "findRecipient",
  "listTenantsOfAccount",
  "findPendingInvitation",
  "listTenantIds",
  "listDueTenants",
  "findOperator",
  "findOperatorByToken",
  "listAllTenants",
  "pingDatabase",
  "findTenantFacts",
  "claimOperatorAnswer",
  "keepOperatorAnswer",
  "releaseOperatorAnswer",
  "listUnprovedEmails",
  "listPendingInvitations",
  "insertMail",
  "listMails",
  "countUse",
  "forgetUses",
  "saveEmailChange",
  "findEmailChange",
  "approveEmailChange",
  "forgetEmailChange",
  "findAccountByEmail",
];
