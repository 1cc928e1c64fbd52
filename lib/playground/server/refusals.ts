import { AppError } from "@/lib/platform/errors";
import { PLAYGROUND_BOUNDS } from "../protocol";

/** Foreign, missing, deleted: the same answer. */
export function setNotFound(): AppError {
  return new AppError("not_found", "There is no such evaluation set.");
}

export function caseNotFound(): AppError {
  return new AppError("not_found", "There is no such case.");
}

export function runNotFound(): AppError {
  return new AppError("not_found", "There is no such run.");
}

export function promptNotFound(): AppError {
  return new AppError("not_found", "There is no such prompt.");
}

export function versionNotFound(): AppError {
  return new AppError("not_found", "There is no such version.", { param: "version" });
}

export function promptChanged(): AppError {
  return new AppError("conflict", "Somebody else saved a version meanwhile. Load the page again to see it.", {
    param: "live",
  });
}

export function tooManySets(): AppError {
  return new AppError("quota_exceeded", `There are ${PLAYGROUND_BOUNDS.setsMax} evaluation sets. Delete one first.`);
}

export function tooManyCases(): AppError {
  return new AppError("quota_exceeded", `A set holds at most ${PLAYGROUND_BOUNDS.casesMax} cases.`);
}

export function runIsOn(): AppError {
  return new AppError("conflict", "This set is being run. Wait for its end, or cancel it.");
}

export function nothingToRun(): AppError {
  return new AppError("invalid_request", "This set has no cases yet. Add one first.");
}
