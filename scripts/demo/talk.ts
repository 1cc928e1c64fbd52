/**
 * How demo talk is written, one thing a line:
 *   `-6 09:12 ada Good morning`  a message six days ago at that time (`+` at the end of a line continues it below)
 *   `> 09:20 ben Morning`        a reply in the thread of the last message before it, on the same day
 *   `: 👍 ben cleo`              a reaction to the last message or reply
 */
export interface Said {
  kind: "message" | "reply";
  /** Days before today. */
  daysAgo: number;
  minutes: number;
  who: string;
  body: string;
  reactions: { emoji: string; who: string[] }[];
}

const MESSAGE = /^-(\d+) (\d\d):(\d\d) (\w+) (.*)$/;
const REPLY = /^> (\d\d):(\d\d) (\w+) (.*)$/;
const REACTION = /^: (\S+) ([\w ]+)$/;

/** @throws Error that quotes the line nobody can read: a mistake of whoever wrote the talk. */
export function parseTalk(talk: string): Said[] {
  const said: Said[] = [];
  for (const line of talk.trim().replaceAll("+\n", "\u0000").split("\n")) {
    const last = said.at(-1);
    const [, days, hour, minute, who = "", text = ""] = MESSAGE.exec(line) ?? [];
    const reply = REPLY.exec(line);
    const reaction = REACTION.exec(line);
    if (days !== undefined) {
      said.push({
        kind: "message",
        daysAgo: Number(days),
        minutes: minutesOf(hour, minute),
        who,
        body: bodyOf(text),
        reactions: [],
      });
    } else if (reply && last) {
      const [, replyHour, replyMinute, replyWho = "", replyText = ""] = reply;
      said.push({
        kind: "reply",
        daysAgo: last.daysAgo,
        minutes: minutesOf(replyHour, replyMinute),
        who: replyWho,
        body: bodyOf(replyText),
        reactions: [],
      });
    } else if (reaction?.[1] && reaction[2] && last) {
      last.reactions.push({ emoji: reaction[1], who: reaction[2].split(" ") });
    } else throw new Error(`The demo talk has a line nobody can read: ${line}`);
  }
  return said;
}

function minutesOf(hour = "0", minute = "0"): number {
  return Number(hour) * 60 + Number(minute);
}

function bodyOf(text: string): string {
  return text.replaceAll("\u0000", "\n");
}
