import { AppError } from "@/lib/platform/errors";
import { PROJECT_BOUNDS } from "../protocol";

/** A foreign project and a missing one answer the same. */
export function projectNotFound(): AppError {
  return new AppError("not_found", "There is no such assistant.", { param: "project" });
}

export function tooManyProjects(): AppError {
  return new AppError(
    "quota_exceeded",
    `There are ${PROJECT_BOUNDS.projectsMax} assistants. Delete one that is not used.`,
  );
}

/** Without a word on what the other change was: the page is loaded again to see it. */
export function projectChanged(): AppError {
  return new AppError("conflict", "Somebody else changed this assistant meanwhile. Load the page again.", {
    param: "version",
  });
}

export function tooManySecrets(): AppError {
  return new AppError(
    "conflict",
    `There are ${PROJECT_BOUNDS.secretsMax} secrets. Retire the older one before you make another.`,
    { param: "kid" },
  );
}

export function secretNotFound(): AppError {
  return new AppError("not_found", "There is no such secret.", { param: "kid" });
}
