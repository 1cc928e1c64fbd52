/** What is only read: it changes nothing, and is told to nobody who may not know it. */
import { type Act, type Acts, everybody, onlyOwner, runsTenant } from "./act";
import { closed, closedMessage, message, newEmoji, ownersFile, sharedRoom } from "./in-rooms";
import { conversation, project, run, set } from "./on-assistants";

const T = "/api/t/[tenant]";
const ROOM = `${T}/rooms/[room]`;
const MANAGE = ["project", "manage"] as const;
const REPORT = ["report", "read"] as const;
const VISITOR = ["visitor", "answer"] as const;

/** For those who are not in it there is no such room, whatever else they may. */
function ofRoom(rest: string, act: Partial<Act> = {}, of: "room" | "message" = "room"): Acts {
  const route = `GET ${ROOM}${rest}`;
  return {
    [route]: { may: everybody, own: of === "room" ? sharedRoom : message, known: true, ...act },
    [`${route} (of a room one is not in)`]: {
      ...act,
      may: onlyOwner,
      refused: 404,
      own: of === "room" ? closed : closedMessage,
    },
  };
}

export const READING: Acts = {
  [`GET ${T}/audit/export`]: { may: ["audit", "read"], query: () => "?format=csv" },
  [`GET ${T}/audit/verify`]: { may: ["audit", "read"] },
  [`GET ${T}/config`]: { may: ["organization", "update"] },
  [`GET ${T}/invitations`]: { may: ["invitation", "create"] },
  [`GET ${T}/keys`]: { may: ["key", "manage"] },
  [`GET ${T}/live`]: { may: ["live", "read"] },
  [`GET ${T}/members`]: { may: ["member", "update"] },
  [`GET ${T}/moderation/reports`]: { may: ["message", "moderate"] },
  [`GET ${T}/reports/[report]`]: { may: REPORT },
  [`GET ${T}/reports/[report]/export`]: { may: REPORT },
  [`GET ${T}/reports/subscriptions`]: { may: REPORT },
  [`GET ${T}/tools/runs/export`]: { may: ["tool", "manage"] },

  [`GET ${T}/conversations`]: { may: VISITOR, refused: 404, query: () => "?find=hello" },
  [`GET ${T}/conversations/export`]: { may: VISITOR, refused: 404 },
  [`GET ${T}/conversations/[conversation]/export`]: {
    may: VISITOR,
    refused: 404,
    own: conversation,
    query: () => "?format=json",
  },
  [`GET ${T}/projects`]: { may: MANAGE },
  [`GET ${T}/projects/[project]`]: { may: MANAGE, own: project },
  [`GET ${T}/projects/[project]/knowledge`]: { may: MANAGE, own: project },
  [`GET ${T}/evaluations/[set]/export`]: { may: MANAGE, own: set },
  [`GET ${T}/evaluation-runs/[run]`]: { may: MANAGE, own: run },

  // A guest is shown the people and the groups' people of their own rooms.
  [`GET ${T}/people`]: { may: everybody },
  [`GET ${T}/groups`]: { may: everybody },
  [`GET ${T}/emoji`]: { may: everybody },
  // A row without its bytes has no picture.
  [`GET ${T}/emoji/[emoji]/picture`]: { may: everybody, own: newEmoji(() => "owner"), good: [404] },
  [`GET ${T}/notifications`]: { may: everybody },
  [`GET ${T}/search`]: { may: everybody, query: () => "?q=hello" },
  [`GET ${T}/threads`]: { may: everybody },
  [`GET ${T}/rooms`]: { may: everybody },
  [`GET ${T}/rooms (which anybody may join)`]: { may: ["room", "browse"], query: () => "?scope=public" },

  ...ofRoom(""),
  ...ofRoom("/members"),
  ...ofRoom("/messages"),
  ...ofRoom("/pins"),
  ...ofRoom("/files"),
  ...ofRoom("/picked", { query: () => "?seqs=1" }),
  ...ofRoom("/messages/[seq]", {}, "message"),
  // Its author, who is the member, and whoever runs the organisation.
  ...ofRoom("/messages/[seq]/edits", { may: (role) => role === "member" || runsTenant(role) }, "message"),
  [`GET ${ROOM}/threads/[root]`]: {
    may: everybody,
    known: true,
    own: async (place) => {
      const { room, seq } = await message(place);
      return { room, root: seq };
    },
    good: [200, 404],
  },
  // An upload that stands in no message is read by nobody.
  [`GET ${ROOM}/files/[file]`]: {
    may: everybody,
    own: ownersFile,
    good: [404],
  },
};
