import { expect, it } from "vitest";
import { VISITOR_LIMITS } from "../../lib/assistant/protocol";
import { MESSAGE_MAX } from "./limits";
import { VOTE_COMMENT_MAX } from "./view/comment";

it("agrees with the protocol", () => {
  expect([MESSAGE_MAX, VOTE_COMMENT_MAX]).toEqual([VISITOR_LIMITS.messageCharsMax, VISITOR_LIMITS.commentCharsMax]);
});
