/** Bugs the suite must catch, as edits of the Worker's source while it is bundled. The product never holds them. */
import type { Finding } from "../checker/records";
import type { SourceEdit } from "../stack/build-worker";
import { ackBeforeWrite } from "./ack-before-write";
import { noDedupe } from "./no-dedupe";

export interface SeededBug {
  name: string;
  edits: readonly SourceEdit[];
  /** At least one of these kinds must be reported. */
  mustFind: readonly Finding[];
}

export const bugs: readonly SeededBug[] = [ackBeforeWrite, noDedupe];
