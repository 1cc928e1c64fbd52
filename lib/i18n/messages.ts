import access from "@/messages/en/access.json";
import admin from "@/messages/en/admin.json";
import audit from "@/messages/en/audit.json";
import conversations from "@/messages/en/conversations.json";
import emoji from "@/messages/en/emoji.json";
import errors from "@/messages/en/errors.json";
import evaluations from "@/messages/en/evaluations.json";
import files from "@/messages/en/files.json";
import frame from "@/messages/en/frame.json";
import groups from "@/messages/en/groups.json";
import keys from "@/messages/en/keys.json";
import knowledge from "@/messages/en/knowledge.json";
import landing from "@/messages/en/landing.json";
import later from "@/messages/en/later.json";
import offline from "@/messages/en/offline.json";
import live from "@/messages/en/live.json";
import models from "@/messages/en/models.json";
import moderation from "@/messages/en/moderation.json";
import notify from "@/messages/en/notify.json";
import operator from "@/messages/en/operator.json";
import overview from "@/messages/en/overview.json";
import playground from "@/messages/en/playground.json";
import projects from "@/messages/en/projects.json";
import prompts from "@/messages/en/prompts.json";
import reports from "@/messages/en/reports.json";
import rooms from "@/messages/en/rooms.json";
import search from "@/messages/en/search.json";
import threads from "@/messages/en/threads.json";
import tools from "@/messages/en/tools.json";
import usage from "@/messages/en/usage.json";

/** Every string of the interface, by domain: `useTranslations("frame")` reads messages/en/frame.json. */
export const messages = {
  access,
  admin,
  audit,
  conversations,
  emoji,
  errors,
  evaluations,
  files,
  frame,
  groups,
  keys,
  knowledge,
  landing,
  later,
  live,
  models,
  moderation,
  notify,
  offline,
  operator,
  overview,
  playground,
  projects,
  prompts,
  reports,
  rooms,
  search,
  threads,
  tools,
  usage,
};

export type Messages = typeof messages;

/** What client components may use; the rest is rendered on the server only. */
export function clientMessages(): Omit<Messages, "landing"> {
  const { landing: _serverOnly, ...shared } = messages;
  return shared;
}
