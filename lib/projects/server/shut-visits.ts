import type { Ctx } from "@/lib/access/ctx";
import type { ProjectId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";

/**
 * Closes what visitors of a halted project have open. One that does not hear it is told at its next question: that it is
 * halted every turn asks for itself.
 */
export async function shutVisits(
  { tenantId, objects }: Pick<Ctx, "tenantId" | "objects">,
  id: ProjectId,
): Promise<void> {
  try {
    const { unheard } = await objects.registry(tenantId).shutProject(tenantId, id);
    if (unheard > 0) log({ event: "project.tell_failed", level: "warn", tenantId, projectId: id, unheard });
  } catch (error) {
    log({ event: "project.tell_failed", level: "warn", tenantId, projectId: id, ...errorFacts(error) });
  }
}
