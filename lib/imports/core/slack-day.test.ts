import { describe, expect, it } from "vitest";
import { oddChannel } from "@/tests/support/slack-oddities";
import { mapDay, newChannelMemory, type DayContext, type Draft } from "./slack-day";
import { slackEmoji } from "./slack-emoji";
import { Tally } from "./tally";

const DAY_ONE = Date.UTC(2024, 2, 4) / 1000;
const odd = oddChannel(["U000000", "U000001"], DAY_ONE);

function contextOf(file: string, tally: Tally, names: Map<string, string>): DayContext {
  return {
    file,
    tally,
    person: (id) => names.get(id),
    channel: () => undefined,
    emoji: slackEmoji,
    userOfBot: (id) => (id === "B0USER" ? "U000001" : undefined),
    meet: ({ id, name }) => void names.set(id, name),
  };
}

function mapOdd() {
  const tally = new Tally();
  const memory = newChannelMemory();
  const names = new Map([
    ["U000000", "Ada"],
    ["U000001", "Ben"],
  ]);
  // Through JSON, as from a file.
  const days: [string, unknown[]][] = Object.entries(JSON.parse(JSON.stringify(odd.days)));
  const drafts = days.flatMap(([day, records]) => mapDay(records, memory, contextOf(`odd/${day}.json`, tally, names)));
  return { drafts, tally, names };
}

const line = (draft: Draft) =>
  draft.kind !== "message"
    ? `${draft.author} ${draft.kind === "pin" ? "pinned it" : draft.emoji}`
    : `${draft.author}${draft.threadKey ? (draft.inRoom ? " >>" : " >") : ""}${draft.editedAt ? " (edited)" : ""}: ${draft.body.slice(0, 70)}`;

describe("mapDay", () => {
  it("maps every oddity of a real export as decided", () => {
    expect(mapOdd().drafts.map(line)).toEqual([
      "U000000: said early, written late",
      "U000000: set the purpose",
      "U000000: one",
      "U000001: two",
      "U000000: three",
      "U000000: posted twice by a retry",
      "U000000 (edited): typo",
      "U000000: first words & [a link](https://example.com)",
      "U000001 >: good purpose",
      "UGONE001: This message is not in the export.",
      "U000001 >: reply to nothing",
      "U000000 >: me too",
      "U000000: a reply from before its thread",
      "USLACKBOT: This message was deleted.",
      "UOTHER001: hello from outside",
      "UNOBODY01: hello from nobody",
      "B0DEPLOY: deployed",
      "name:Old hook: [Build 7](https://ci.example/7)\nfailed <fast>\nBranch: main",
      "B0BLOCKS: **Who** is in?",
      "parlor:missing: nobody said this",
      "U000000: _waves_",
      "U000000 >>: also for the channel",
      "U000000 pinned it",
      "U000000: from the future",
      "U000000: see the file\nFile: [The plan](https://team.slack.com/files/U1/F1/plan.",
      "U000000: File: [photo.png](https://files.slack.com/photo.png)",
      "U000000: old one\nFile: file (no longer in Slack)",
      "U000000: https://example.com",
      `U000000: long ${"word ".repeat(13)}`,
      `U000000: ${"word ".repeat(14)}`,
      `U000000: ${"word ".repeat(14)}`,
      "U000000: café \uFFFD lone",
      "U000000: react here",
      "U000000 👍",
      "U000001 👍",
      "U000001 :party-parrot:",
      "U000000 👀",
      "UNOBODY02 ❤️",
    ]);
  });

  it("counts what was left out or changed, and where", () => {
    const { tally } = mapOdd();
    const { notMapped } = tally.toJSON();
    const inZipOnly = ["file that cannot be read"];
    const counted = odd.facts.reasons.filter((reason) => !inZipOnly.includes(reason));
    for (const reason of counted) {
      expect(
        Object.keys(notMapped).some((name) => name.includes(reason)),
        reason,
      ).toBe(true);
    }
    expect(notMapped["deleted message"]).toEqual({
      count: 3,
      examples: expect.arrayContaining([expect.stringContaining("odd/2024-03-04.json ")]),
    });
  });

  it("agrees with the generator's own figures", () => {
    const { drafts } = mapOdd();
    expect(drafts.filter(({ kind }) => kind === "message")).toHaveLength(odd.facts.messages);
    expect(drafts.filter(({ kind }) => kind === "reaction")).toHaveLength(odd.facts.reactions);
  });

  it("never lets a token of a file address into a message", () => {
    expect(JSON.stringify(mapOdd().drafts)).not.toContain("xoxe");
  });

  it("gives every draft a key of its own, the same on every run", () => {
    const keys = mapOdd().drafts.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(mapOdd().drafts.map(({ key }) => key)).toEqual(keys);
  });

  it("names strangers by what the message knows of them", () => {
    const { names } = mapOdd();
    expect(names.get("UOTHER001")).toBe("Olga (Partner GmbH)");
    expect(names.get("B0DEPLOY")).toBe("Deploy bot");
    expect(names.get("UNOBODY01")).toBe("Slack user UNOBODY01");
    expect(names.get("USLACKBOT")).toBe("Slackbot");
  });

  it("knows a thread whose root was on an earlier day", () => {
    const memory = newChannelMemory();
    const context = contextOf("f", new Tally(), new Map([["U1", "Ada"]]));
    mapDay(
      [{ type: "message", user: "U1", ts: "1.000001", text: "root", reply_count: 1, thread_ts: "1.000001" }],
      memory,
      context,
    );
    const [reply, ...none] = mapDay(
      [{ type: "message", user: "U1", ts: "90000.000001", text: "reply", thread_ts: "1.000001" }],
      memory,
      context,
    );
    expect(reply).toMatchObject({ threadKey: "1.000001" });
    expect(none).toEqual([]);
  });

  it("takes a bot that is also a user for that user", () => {
    const context = contextOf("f", new Tally(), new Map([["U000001", "Ben"]]));
    const [draft] = mapDay(
      [{ type: "message", bot_id: "B0USER", ts: "1.000001", text: "beep" }],
      newChannelMemory(),
      context,
    );
    expect(draft?.author).toBe("U000001");
  });
});
