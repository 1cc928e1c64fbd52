import type { ProjectSettings } from "@/lib/projects/protocol";
import { CONFIDENCE_MIN } from "../core/confidence";

/** Below it a project's assistant says that it does not know: its own bound, else the calibrated one. */
export function boundOf({ minConfidence }: Pick<ProjectSettings, "minConfidence">): number {
  return minConfidence ?? CONFIDENCE_MIN;
}
