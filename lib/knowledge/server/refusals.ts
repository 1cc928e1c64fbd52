import { AppError } from "@/lib/platform/errors";
import { UNREADABLE } from "../core/unreadable";
import { KNOWLEDGE_LIMITS } from "../protocol";

/** Foreign, missing, deleted: the same answer. */
export function documentNotFound(): AppError {
  return new AppError("not_found", "There is no such document.");
}

export function tooManyDocuments(): AppError {
  return new AppError(
    "conflict",
    `An assistant knows at most ${KNOWLEDGE_LIMITS.documentsMax} documents. Delete some first.`,
  );
}

export function tooLarge(): AppError {
  return new AppError("payload_too_large", UNREADABLE.too_large, { param: "size" });
}
