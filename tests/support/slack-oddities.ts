/** One channel in which every oddity of real Slack exports happens once, and what a correct import makes of it. */

export interface OddFacts {
  /** Messages it must give, placeholders and continuations included. */
  messages: number;
  reactions: number;
  /** Parts of "not mapped" reasons that must be counted. */
  reasons: string[];
}

export function oddChannel(ids: readonly string[], dayOne: number) {
  const [ada = "U000000", ben = "U000001"] = ids;
  let clock = dayOne + 36_000;
  const next = () => `${(clock += 60)}.000100`;
  const said = (over: object) => ({ type: "message", user: ada, ts: next(), text: "hello", ...over });

  const root = next();
  const equal = next();
  const repeated = said({ text: "posted twice by a retry" });
  const changedTs = next();
  const deletedTs = next();
  const day1 = [
    said({ subtype: "channel_join", text: `<@${ada}> has joined the channel` }),
    said({ subtype: "channel_topic", topic: "x", text: "set the topic" }),
    said({ text: "first words &amp; <https://example.com|a link>" }),
    // A thread whose first message says something about the channel.
    said({ subtype: "channel_purpose", ts: root, thread_ts: root, reply_count: 1, text: "set the purpose" }),
    said({ user: ben, thread_ts: root, parent_user_id: ada, text: "good purpose" }),
    // Two people in the same microsecond, and one of them twice.
    said({ ts: equal, text: "one" }),
    said({ ts: equal, user: ben, text: "two" }),
    said({ ts: equal, text: "three" }),
    repeated,
    { ...repeated },
    said({ ts: changedTs, text: "tpyo" }),
    {
      type: "message",
      subtype: "message_changed",
      hidden: true,
      ts: next(),
      message: said({ ts: changedTs, text: "typo", edited: { user: ada, ts: next() } }),
    },
    said({ ts: deletedTs, text: "I should not have said that" }),
    { type: "message", subtype: "message_deleted", hidden: true, ts: next(), deleted_ts: deletedTs },
    // Out of order in its file.
    said({ ts: `${dayOne + 30_000}.000001`, text: "said early, written late" }),
  ];
  const day2 = [
    // The thread's first message is not in the export, for two replies.
    said({ user: ben, thread_ts: "1600000000.000100", parent_user_id: "UGONE001", text: "reply to nothing" }),
    said({ thread_ts: "1600000000.000100", parent_user_id: "UGONE001", text: "me too" }),
    said({ thread_ts: "1999999999.000100", text: "a reply from before its thread" }),
    said({ subtype: "tombstone", hidden: true, text: "This message was deleted.", user: "USLACKBOT" }),
    said({ subtype: "tombstone", text: "This message was deleted.", user: "USLACKBOT", reply_count: 2 }),
    // Somebody of another workspace, only known from the message.
    said({
      user: "UOTHER001",
      user_profile: { display_name: "Olga (Partner GmbH)", real_name: "Olga" },
      text: "hello from outside",
    }),
    said({ user: "UNOBODY01", text: "hello from nobody" }),
    // Apps: by bot id, by user name, with attachments and blocks only.
    {
      type: "message",
      subtype: "bot_message",
      bot_id: "B0DEPLOY",
      username: "Deploy bot",
      ts: next(),
      text: "deployed",
    },
    {
      type: "message",
      subtype: "bot_message",
      username: "Old hook",
      ts: next(),
      text: "",
      attachments: [
        {
          fallback: "Build 7 failed",
          title: "Build 7",
          title_link: "https://ci.example/7",
          text: "failed &lt;fast&gt;",
          fields: [{ title: "Branch", value: "main" }],
        },
      ],
    },
    {
      type: "message",
      bot_id: "B0BLOCKS",
      bot_profile: { id: "B0BLOCKS", name: "Standup" },
      ts: next(),
      text: "",
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "*Who* is in?" } }],
    },
    { type: "message", ts: next(), text: "nobody said this" },
    said({ subtype: "me_message", text: "waves" }),
    said({ subtype: "thread_broadcast", thread_ts: root, text: "also for the channel", pinned_to: ["C0ODD001"] }),
    said({ subtype: "quantum_message", text: "from the future" }),
    said({ subtype: "quantum_silence", text: "" }),
    said({ subtype: "huddle_thread", text: "A huddle started" }),
    said({ text: "" }),
    said({ text: "\u0000\u200B " }),
  ];
  const day3 = [
    said({
      text: "see the file",
      files: [
        {
          id: "F1",
          name: "plan.pdf",
          title: "The [plan]",
          permalink: "https://team.slack.com/files/U1/F1/plan.pdf",
          url_private: "https://files.slack.com/plan.pdf?t=xoxe-secret",
        },
      ],
    }),
    said({
      subtype: "file_share",
      text: "",
      files: [{ id: "F2", name: "photo.png", url_private: "https://files.slack.com/photo.png?t=xoxe-secret" }],
    }),
    said({ text: "old one", files: [{ id: "F3", mode: "hidden_by_limit" }] }),
    said({
      text: "<https://example.com>",
      attachments: [{ from_url: "https://example.com", title: "Example", fallback: "Example" }],
    }),
    said({ text: "long " + "word ".repeat(1_700) }),
    said({ text: "cafe\u0301 \uD83D lone" }),
    said({
      text: "react here",
      reactions: [
        { name: "+1", users: [ada, ben], count: 2 },
        { name: "thumbsup", users: [ada], count: 1 },
        { name: "party-parrot", users: [ben], count: 1 },
        { name: "Not An Emoji!", users: [ben], count: 1 },
        { name: "eyes", users: [ada], count: 5 },
        { name: "heart", users: ["UNOBODY02"], count: 1 },
      ],
    }),
    "not an object",
    null,
    { type: "message", text: "no time" },
    { type: "message", ts: "yesterday", text: "odd time", user: ada },
  ];
  const facts: OddFacts = {
    messages: 9 + 15 + 8,
    reactions: 5,
    reasons: [
      "deleted message",
      "the same message twice",
      "placeholder holds its replies",
      "reply older than its thread",
      "without an author",
      'unknown kind "quantum_message"',
      "message without text",
      "notice: huddle_thread",
      "no longer has",
      "link preview",
      "split into continuations",
      "custom emoji",
      "unreadable emoji name",
      "people the export does not name",
      "without a readable timestamp",
      "file that cannot be read",
    ],
  };
  return {
    channel: {
      id: "C0ODD001",
      name: "odd",
      created: dayOne,
      creator: "UGONE000",
      is_archived: false,
      members: [ada, ben, "UGONE002"],
      topic: { value: "" },
      purpose: { value: "" },
    },
    days: { "2024-03-04": day1, "2024-03-05": day2, "2024-03-06": day3 },
    facts,
  };
}
