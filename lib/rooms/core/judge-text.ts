/** What a text may say in a room: its length, whom it calls, and what the tenant's word filter makes of it. */
import type { GroupId } from "../../platform/ids";
import { LIMITS, type MentionedGroup } from "../protocol";
import { type Draft, type Refused, refuse } from "./draft";
import type { LogView } from "./log-view";
import { mentionsOf } from "./mentions";
import { normaliseBody } from "./text";

/** Lets the tenant's word filter look at a text that is about to be written. The refusal does not repeat the word. */
export function judgeWords(log: LogView, draft: Draft): { kind: "draft"; draft: Draft; words?: string[] } | Refused {
  const isText = draft.type === "message.created" || draft.type === "message.edited";
  const verdict = isText && draft.body !== "" ? log.judgeWords(draft.body) : null;
  if (verdict === null) return { kind: "draft", draft };
  if (verdict.action === "report") return { kind: "draft", draft, words: verdict.words };
  return refuse("forbidden", "The text has a word or phrase that is not allowed here.", "body");
}

/** The text as it will be stored, with whom its groups stand for, or why it may not be. */
export function judgeBody(
  log: LogView,
  runs: boolean,
  raw: string,
  mayBeEmpty = false,
): { body: string; groups?: MentionedGroup[] } | Refused {
  const body = normaliseBody(raw);
  if (!body.ok && body.reason === "empty" && mayBeEmpty) return { body: "" };
  if (!body.ok) {
    const message =
      body.reason === "empty" ? "The message is empty." : `A message has at most ${LIMITS.bodyCharsMax} characters.`;
    return refuse("invalid_request", message, "body");
  }
  const { room, here, groups } = mentionsOf(body.text);
  if ((room || here) && !runs && log.memberCount > LIMITS.mentionAllMembersMax) {
    const many = `In a room of more than ${LIMITS.mentionAllMembersMax} people`;
    return refuse("forbidden", `${many} only its owners may mention everybody.`, "body");
  }
  if (groups.length > LIMITS.groupsMax)
    return refuse("invalid_request", `A message mentions at most ${LIMITS.groupsMax} groups.`, "body");
  const called = groups.flatMap((id) => mentionedGroup(log, id) ?? []);
  if (!runs && called.some(({ people }) => people.length > LIMITS.mentionGroupPeopleMax)) {
    const many = `A group of more than ${LIMITS.mentionGroupPeopleMax} people in the room`;
    return refuse("forbidden", `${many} only the room's owners may mention.`, "body");
  }
  return called.length > 0 ? { body: body.text, groups: called } : { body: body.text };
}

/** Those of a group's people who are in the room. A group that does not exist calls nobody. */
function mentionedGroup(log: LogView, id: GroupId): MentionedGroup | null {
  const group = log.groupOf(id);
  if (!group) return null;
  return { id, handle: group.handle, people: group.people.filter((person) => log.roleOf(person) !== null) };
}
