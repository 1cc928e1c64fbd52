import { AppError } from "@/lib/platform/errors";
import { KEY_BOUNDS } from "../protocol";

/** A foreign key and a missing one answer the same. */
export function keyNotFound(): AppError {
  return new AppError("not_found", "There is no such key.", { param: "key" });
}

export function keyEnded(): AppError {
  return new AppError("conflict", "This key has ended, or was replaced. Create a new one.", { param: "key" });
}

export function tooManyKeys(): AppError {
  const { livingMax } = KEY_BOUNDS;
  return new AppError("quota_exceeded", `There are ${livingMax} keys that live. Revoke one that is not used.`);
}
