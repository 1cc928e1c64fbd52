import { AppError } from "@/lib/platform/errors";

const TAG = /^[A-Za-z0-9_.:-]{1,64}$/;
const TAGS_MAX = 10;

/**
 * The labels of `x-parlor-tags: nightly, team-a`: routes may go by them, and the ledger keeps them.
 * @throws AppError `invalid_request`.
 */
export function readTags(header: string | undefined): readonly string[] {
  const tags = (header ?? "").split(",").flatMap((part) => part.trim() || []);
  if (tags.length > TAGS_MAX || tags.some((tag) => !TAG.test(tag))) {
    throw new AppError("invalid_request", `x-parlor-tags takes up to ${TAGS_MAX} words of letters, digits and _.:-`, {
      param: "x-parlor-tags",
    });
  }
  return [...new Set(tags)];
}
