/**
 * Makes standard Slack exports that look like real ones, odd corners included, the same bytes for the same options.
 * Used by the import's tests and, at full size, by its throughput run.
 */
import { strToU8, zipSync, type Zippable } from "fflate";
import { oddChannel, type OddFacts } from "./slack-oddities";

export interface SlackExportOptions {
  seed: number;
  team?: string;
  people: number;
  channels: number;
  days: number;
  messagesPerDay: number;
  /** Adds the channel `odd`, in which every known oddity happens once. */
  oddities?: boolean;
  /** E-mail of user n; null for none. */
  emailOf?: (n: number) => string | null;
}

export interface SlackExportFacts {
  /** Messages a complete import holds, replies included (the odd channel's apart). */
  messages: number;
  replies: number;
  reactions: number;
  edited: number;
  odd: OddFacts | null;
}

export interface SlackExportMade {
  zip: Uint8Array;
  facts: SlackExportFacts;
}

export function makeSlackExport(options: SlackExportOptions): SlackExportMade {
  const files: Zippable = {};
  const put = (name: string, value: unknown) => {
    files[name] = strToU8(JSON.stringify(value, null, 1));
  };
  const team = options.team ?? "T0PARLOR1";
  const random = mulberry32(options.seed);
  const users = Array.from({ length: options.people }, (_, n) => makeUser(n, team, options.emailOf?.(n) ?? null));
  const ids = users.map(({ id }) => id);
  const facts: SlackExportFacts = { messages: 0, replies: 0, reactions: 0, edited: 0, odd: null };

  const channels = Array.from({ length: options.channels }, (_, n) => ({
    id: `C${pad(n)}`,
    name: CHANNEL_NAMES[n] ?? `team-${n}`,
    created: DAY_ONE - 86_400,
    creator: ids[0] ?? "U0",
    is_archived: n > 0 && n % 7 === 0,
    is_general: n === 0,
    members: ids.filter((_id, person) => n === 0 || (person + n) % 3 !== 0),
    topic: { value: n % 2 === 0 ? "Work &amp; play" : "", creator: "", last_set: 0 },
    purpose: { value: `About ${CHANNEL_NAMES[n] ?? n}`, creator: "", last_set: 0 },
  }));
  const groups =
    options.people < 4
      ? []
      : [
          {
            ...channels[0],
            id: "G000001",
            name: "leads",
            is_general: false,
            is_archived: false,
            members: ids.slice(0, 3),
          },
        ];
  const dms = options.people < 2 ? [] : [{ id: "D000001", created: DAY_ONE, members: ids.slice(0, 2) }];
  const mpims =
    options.people < 3
      ? []
      : [
          {
            id: "G000002",
            name: `mpdm-${users
              .slice(0, 3)
              .map(({ name }) => name)
              .join("--")}-1`,
            created: DAY_ONE,
            creator: ids[0],
            members: ids.slice(0, 3),
          },
        ];

  put("users.json", users);
  put("groups.json", groups);
  put("dms.json", dms);
  put("mpims.json", mpims);
  put("integration_logs.json", []);
  put("canvases.json", []);
  const everywhere = [...channels, ...groups, ...dms.map((dm) => ({ ...dm, name: dm.id })), ...mpims];
  for (const { name, members } of everywhere) {
    writeChannel({ name: name ?? "x", members: members ?? ids, options, random, facts, put, team });
  }
  if (options.oddities) {
    const odd = oddChannel(ids, DAY_ONE);
    channels.push(odd.channel as (typeof channels)[number]);
    for (const [day, records] of Object.entries(odd.days)) put(`odd/${day}.json`, records);
    files["odd/2024-03-20.json"] = strToU8(
      '[{"type":"message","ts":"1710892800.000100","user":"U000000","text":"cut off',
    );
    files["__MACOSX/odd/._2024-03-20.json"] = strToU8("junk");
    facts.odd = odd.facts;
  }
  put("channels.json", channels);
  return { zip: zipSync(files, { level: 1, mtime: new Date("2024-06-01T00:00:00") }), facts };
}

const DAY_ONE = Date.UTC(2024, 2, 4) / 1000;
const CHANNEL_NAMES = [
  "general",
  "random",
  "product",
  "support",
  "engineering",
  "design",
  "sales",
  "müller-projekt",
  "lunch",
];

function makeUser(n: number, team: string, email: string | null) {
  const [first, last] = [FIRST[n % FIRST.length] ?? "Ann", LAST[Math.floor(n / FIRST.length) % LAST.length] ?? "Lee"];
  return {
    id: `U${pad(n)}`,
    team_id: team,
    name: `${first}.${last}${n}`.toLowerCase(),
    deleted: n > 0 && n % 9 === 0,
    real_name: `${first} ${last}`,
    is_bot: n > 0 && n % 11 === 0,
    profile: {
      real_name: `${first} ${last}`,
      display_name: n % 3 === 0 ? "" : first,
      title: n % 4 === 0 ? "Engineer" : "",
      ...(email === null ? {} : { email }),
      ...(n > 0 && n % 11 === 0 ? { bot_id: `B${pad(n)}` } : {}),
      image_192: `https://avatars.example/${n}.png`,
    },
  };
}

interface Writing {
  name: string;
  members: readonly string[];
  options: SlackExportOptions;
  random: () => number;
  facts: SlackExportFacts;
  put(name: string, value: unknown): void;
  team: string;
}

interface Root {
  ts: string;
  user: string;
}

function writeChannel({ name, members, options, random, facts, put, team }: Writing): void {
  if (members.length === 0) return;
  const roots: Root[] = [];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (let day = 0; day < options.days; day++) {
    const records: object[] = [];
    let seconds = DAY_ONE + day * 86_400 + 8 * 3_600;
    for (let n = 0; n < options.messagesPerDay; n++) {
      seconds += Math.floor((random() * 30_000) / options.messagesPerDay);
      const ts = `${seconds}.${String(n % 1_000_000).padStart(4, "0")}00`;
      const user = pick(members);
      const root = roots.length > 0 && random() < 0.25 ? pick(roots) : null;
      const edited = random() < 0.04;
      const reactions = random() < 0.12 ? makeReactions(members, random) : [];
      facts.messages += 1;
      facts.replies += root ? 1 : 0;
      facts.edited += edited ? 1 : 0;
      facts.reactions += reactions.reduce((sum, { users }) => sum + users.length, 0);
      if (!root && random() < 0.1) roots.push({ ts, user });
      if (roots.length > 40) roots.shift();
      records.push({
        client_msg_id: `${n}-${ts}`,
        type: "message",
        text: sentence(members, random),
        user,
        ts,
        team,
        user_team: team,
        source_team: team,
        blocks: [{ type: "rich_text", block_id: "x", elements: [] }],
        ...(root && { thread_ts: root.ts, parent_user_id: root.user }),
        ...(edited && { edited: { user, ts: `${seconds + 30}.000000` } }),
        ...(reactions.length > 0 && { reactions }),
      });
    }
    if (records.length > 0)
      put(`${name}/${new Date((DAY_ONE + day * 86_400) * 1000).toISOString().slice(0, 10)}.json`, records);
  }
}

function makeReactions(members: readonly string[], random: () => number) {
  const kinds = EMOJI.filter(() => random() < 0.25);
  return kinds
    .map((name) => {
      const users = members.filter(() => random() < 2 / members.length).slice(0, 6);
      return { name, users, count: users.length };
    })
    .filter(({ users }) => users.length > 0);
}

function sentence(members: readonly string[], random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = Array.from({ length: 3 + Math.floor(random() * 18) }, () => pick(WORDS));
  if (random() < 0.15) words.splice(1, 0, `<@${pick(members)}>`);
  if (random() < 0.1) words.push("<https://wiki.example/page?a=1&amp;b=2|the page>");
  if (random() < 0.05) words.push("`npm test`");
  if (random() < 0.05) words.push(":tada:");
  if (random() < 0.02) words.push("<!here>");
  return words.join(" ");
}

/** A small seeded generator; the same numbers on every machine. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pad(n: number): string {
  return String(n).padStart(6, "0");
}

const EMOJI = ["+1", "tada", "eyes", "heart", "wave::skin-tone-3", "white_check_mark", "joy"];
const FIRST = ["Ada", "Ben", "Cleo", "Dev", "Edda", "Finn", "Gus", "Hana", "Ivo", "Jun", "Kai", "Léa"];
const LAST = ["Okafor", "Lindqvist", "Marsh", "Patel", "Ruiz", "Sato", "Weber", "Øst"];
const WORDS =
  "the release is ready for review we should ship on Friday after lunch customers ask about invoices *today* and tests are green again thanks for the quick fix I will look at it tomorrow who owns this page it works on my machine _really_ naïve café 東京 latency went down by a third".split(
    " ",
  );
