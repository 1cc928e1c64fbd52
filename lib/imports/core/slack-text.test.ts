import { describe, expect, it } from "vitest";
import { slackEmoji } from "./slack-emoji";
import { blocksText, slackToMarkdown, type SlackNames } from "./slack-text";

const names: SlackNames = {
  person: (id) => ({ U1: "Ada", W2: "Ben (she/her)" })[id],
  channel: (id) => ({ C1: "general" })[id],
  emoji: slackEmoji,
};

describe("slackToMarkdown", () => {
  it.each([
    ["mention", "hi <@U1>", "hi @Ada"],
    ["mention with an old label", "hi <@U9|grace>", "hi @grace"],
    ["mention of nobody we know", "hi <@U9>", "hi @U9"],
    ["enterprise user", "<@W2>", "@Ben (she/her)"],
    ["channel", "see <#C1|old-name> and <#C9|gone> and <#C8>", "see #general and #gone and #C8"],
    ["here, channel, everyone", "<!here> <!channel|@channel> <!everyone>", "@here @channel @everyone"],
    ["user group", "<!subteam^S1|@leads> <!subteam^S1>", "@leads @group"],
    ["date", "due <!date^1392734382^{date}|Feb 18>", "due Feb 18"],
    ["bare link", "<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"],
    ["link with its own address as label", "<http://example.com|example.com>", "http://example.com"],
    ["link with a label", "<https://example.com|the [docs]>", String.raw`[the \[docs\]](https://example.com)`],
    ["link with parentheses", "<https://e.org/a_(b)|b>", "[b](https://e.org/a_%28b%29)"],
    ["mail", "<mailto:a@b.example|a@b.example> <mailto:a@b.example|write>", "a@b.example write (a@b.example)"],
    ["a scheme nobody should click", "<javascript:alert(1)|win>", "win"],
    ["bold and strike", "*bold* and ~gone~, _same_", "**bold** and ~~gone~~, _same_"],
    ["bold around a link", "*see <https://e.org|this>*", "**see [this](https://e.org)**"],
    ["not bold", "2*3*4 and a * b * c and *** ", "2*3*4 and a * b * c and *** "],
    ["escapes", "1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt;", "1 < 2 && 3 > 2 &lt;"],
    ["inline code is left alone", "`*a* ~b~ &lt;c&gt; :wave:`", "`*a* ~b~ <c> :wave:`"],
    ["a link inside code", "`curl <https://e.org>`", "`curl https://e.org`"],
    ["a fence", "```const a = *b;\nif (a &lt; 2) {}```", "```\nconst a = *b;\nif (a < 2) {}\n```"],
    [
      "emoji",
      "done :tada: :+1::skin-tone-4: :flag-de: :party-parrot: 10:30:45",
      "done 🎉 👍🏽 🇩🇪 :party-parrot: 10:30:45",
    ],
    ["a stray angle", "a < b > c <>", "a < b > c <>"],
    ["our own placeholder characters", "\uE0000\uE001 <@U1>", "\uFFFD0\uFFFD @Ada"],
  ])("%s", (_, source, expected) => {
    expect(slackToMarkdown(source, names)).toBe(expected);
  });

  it("survives anything", () => {
    for (const source of [
      "<",
      "<@",
      "<|>",
      "<!|x>",
      "```",
      "`",
      "*".repeat(5_000),
      "<".repeat(5_000),
      "~*~*`<`>",
      ":".repeat(2_000),
    ]) {
      expect(typeof slackToMarkdown(source, names)).toBe("string");
    }
  });
});

describe("slackEmoji", () => {
  it("knows Slack's names, aliases and skin tones, and no custom ones", () => {
    expect(
      ["+1", "thumbsup", "wave::skin-tone-2", "heart", "simple_smile", "female-technologist::skin-tone-6"].map(
        slackEmoji,
      ),
    ).toEqual(["👍", "👍", "👋🏻", "❤️", undefined, "👩🏿‍💻"]);
  });
});

describe("blocksText", () => {
  it("reads the words of rich text and sections", () => {
    const blocks = [
      { type: "header", text: { type: "plain_text", text: "Deploy" } },
      { type: "section", text: { type: "mrkdwn", text: "*done*" }, fields: [{ type: "mrkdwn", text: " by <@U1>" }] },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              { type: "text", text: "hi " },
              { type: "user", user_id: "U1" },
              { type: "emoji", name: "wave" },
            ],
          },
        ],
      },
      { type: "divider" },
      null,
      7,
    ];
    expect(slackToMarkdown(blocksText(blocks), names)).toBe("Deploy\n**done** by @Ada\nhi @Ada👋");
  });
});
