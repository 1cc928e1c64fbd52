import { AppError } from "@/lib/platform/errors";

/** A foreign entry and one that was taken off meanwhile answer the same. */
export function wordNotFound(): AppError {
  return new AppError("not_found", "There is no such word in the list.", { param: "word" });
}
