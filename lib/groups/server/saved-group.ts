import type { SavedGroup } from "@/db/queries/groups";
import { AppError } from "@/lib/platform/errors";
import { GROUP_LIMITS, type PeopleGroup } from "../protocol";

/** What saving a group came to. */
export function savedGroup(saved: SavedGroup): { group: PeopleGroup } {
  switch (saved.status) {
    case "done":
      return { group: saved.group };
    case "taken":
      throw new AppError("conflict", "There is a group of this handle. Choose another one.", { param: "handle" });
    case "full":
      throw new AppError("quota_exceeded", `There are ${GROUP_LIMITS.perTenantMax} groups, and no more can be made.`);
    case "missing":
      throw groupNotFound();
  }
}

/** One answer for a missing group, a foreign one and one that was deleted. */
export function groupNotFound(): AppError {
  return new AppError("not_found", "No such group.", { param: "group" });
}
