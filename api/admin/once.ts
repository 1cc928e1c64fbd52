import { claimOperatorAnswer, keepOperatorAnswer, releaseOperatorAnswer } from "@/db/queries/operators";
import { OPERATOR_BOUNDS } from "@/lib/operator/protocol";
import { AppError } from "@/lib/platform/errors";
import { idempotencyMark, settleRepeat } from "../idempotency";
import type { ApiContext } from "../route";
import type { OperatorCaller } from "./operator-door";

interface Answer {
  body: object;
  /** What a repeat is answered, where the first answer held a secret. */
  kept?: object;
}

/**
 * Answers a creating call: with an `Idempotency-Key`, a repeat gets what the first one did, and creates nothing. One that
 * failed may be tried again under its key.
 */
export async function answerOnce(
  { c, who, bodyText }: { c: ApiContext; who: OperatorCaller; bodyText: string },
  create: () => Promise<Answer>,
): Promise<Response> {
  const { auth, tokenId } = who;
  const call = { keyId: tokenId, path: c.req.path, bodyText };
  const mark = idempotencyMark(c.req.header("idempotency-key"), call);
  if (mark === null) return c.json((await create()).body, 201);
  const name = { tokenId, key: mark.name };
  const claim = await claimOperatorAnswer(auth, {
    ...name,
    asked: mark.bodyHash,
    keepHours: OPERATOR_BOUNDS.answerHours,
  });
  if (claim.status === "known") {
    settleRepeat({ bodyHash: claim.asked }, mark);
    if (claim.body !== null) return c.json(claim.body, 201);
    throw new AppError("conflict", "The first call under this Idempotency-Key is not done yet. Try again.", {
      param: "Idempotency-Key",
      retryAfterMs: 1_000,
    });
  }
  try {
    const { body, kept = body } = await create();
    await keepOperatorAnswer(auth, { ...name, code: 201, body: kept });
    return c.json(body, 201);
  } catch (error) {
    await releaseOperatorAnswer(auth, name);
    throw error;
  }
}
