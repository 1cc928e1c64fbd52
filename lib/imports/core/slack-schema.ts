/**
 * The files of a standard Slack export, as far as we read them. Lenient on purpose: exports are ten years of changing
 * software, so only what a record cannot do without is required, and an odd optional field counts as absent.
 */
import * as z from "zod/mini";

const text = z.string();
const maybeText = z.catch(z.optional(z.nullable(text)), undefined);
const maybeFlag = z.catch(z.optional(z.nullable(z.boolean())), undefined);
const maybeNumber = z.catch(z.optional(z.nullable(z.number())), undefined);
const ids = z.catch(z._default(z.array(text), []), []);

/** Seconds, a point and six digits: a message's name inside its channel, and its order. */
export const slackTs = text.check(z.regex(/^\d{1,12}\.\d{1,9}$/));

export const slackUser = z.object({
  id: text.check(z.minLength(1)),
  team_id: maybeText,
  name: maybeText,
  real_name: maybeText,
  deleted: maybeFlag,
  is_bot: maybeFlag,
  profile: z.catch(
    z.optional(
      z.object({
        real_name: maybeText,
        display_name: maybeText,
        email: maybeText,
        title: maybeText,
        image_192: maybeText,
        bot_id: maybeText,
      }),
    ),
    undefined,
  ),
});
export type SlackUser = z.infer<typeof slackUser>;

const noted = z.catch(z.optional(z.object({ value: maybeText })), undefined);

/** An entry of channels.json, groups.json, dms.json or mpims.json. */
export const slackChannel = z.object({
  id: text.check(z.minLength(1)),
  name: maybeText,
  created: maybeNumber,
  creator: maybeText,
  is_archived: maybeFlag,
  members: ids,
  topic: noted,
  purpose: noted,
});
export type SlackChannel = z.infer<typeof slackChannel>;

const slackFile = z.object({
  name: maybeText,
  title: maybeText,
  mode: maybeText,
  permalink: maybeText,
  url_private: maybeText,
  external_url: maybeText,
});
export type SlackFile = z.infer<typeof slackFile>;

const slackAttachment = z.object({
  pretext: maybeText,
  title: maybeText,
  title_link: maybeText,
  text: maybeText,
  fallback: maybeText,
  /** Set on a preview of a link in the message; such an attachment says nothing of its own. */
  from_url: maybeText,
  fields: z.catch(z._default(z.array(z.object({ title: maybeText, value: maybeText })), []), []),
});
export type SlackAttachment = z.infer<typeof slackAttachment>;

const reaction = z.object({ name: text, users: ids, count: maybeNumber });

export const slackMessage = z.object({
  type: maybeText,
  subtype: maybeText,
  ts: slackTs,
  user: maybeText,
  bot_id: maybeText,
  username: maybeText,
  text: maybeText,
  thread_ts: z.catch(z.optional(slackTs), undefined),
  parent_user_id: maybeText,
  reply_count: maybeNumber,
  edited: z.catch(z.optional(z.object({ ts: slackTs })), undefined),
  reactions: z.catch(z._default(z.array(reaction), []), []),
  pinned_to: z.catch(z._default(z.array(text), []), []),
  pinned_info: z.catch(z.optional(z.object({ pinned_by: maybeText, pinned_ts: maybeNumber })), undefined),
  files: z.catch(z._default(z.array(slackFile), []), []),
  file: z.catch(z.optional(slackFile), undefined),
  attachments: z.catch(z._default(z.array(slackAttachment), []), []),
  blocks: z.catch(z.optional(z.array(z.unknown())), undefined),
  user_profile: z.catch(
    z.optional(z.object({ real_name: maybeText, display_name: maybeText, name: maybeText })),
    undefined,
  ),
  bot_profile: z.catch(z.optional(z.object({ id: maybeText, name: maybeText })), undefined),
  /** On message_changed and message_deleted records: what is changed. */
  message: z.optional(z.unknown()),
  deleted_ts: z.catch(z.optional(slackTs), undefined),
});
export type SlackMessage = z.infer<typeof slackMessage>;

/** Milliseconds of a Slack timestamp. */
export function msOf(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

/** Orders timestamps as numbers of any length, exactly: a float would merge neighbouring microseconds. */
export function compareTs(a: string, b: string): number {
  const [aSeconds = "", aRest = ""] = a.split(".");
  const [bSeconds = "", bRest = ""] = b.split(".");
  return Number(aSeconds) - Number(bSeconds) || Number(aRest.padEnd(9, "0")) - Number(bRest.padEnd(9, "0"));
}
