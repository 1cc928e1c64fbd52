import { expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { ApiFailure, shapeError } from "./errors";

const KEY = `pk_live_${"aB3".repeat(30)}Z`;

it("repeats no API key that was sent where it does not belong", () => {
  const failure = { status: 404, code: "model_not_found", param: KEY, retryAfterMs: null };
  const thrown = [
    new ApiFailure({ ...failure, message: `The model ${KEY.slice(0, 80)} does not exist.` }),
    new AppError("invalid_request", `Unknown field "${KEY}".`, { param: KEY }),
  ];
  for (const error of thrown) {
    const { body } = shapeError(error, "r");
    expect(JSON.stringify(body)).not.toContain(KEY.slice(8, 20));
    expect(body.error).toMatchObject({ message: expect.stringContaining("pk_live_…") as string, param: "pk_live_…" });
  }
});
