import { defineRoute } from "@/lib/http/define-route";
import { changeProject, changeProjectInput } from "@/lib/projects/server/change-project";
import { deleteProject, deleteProjectInput } from "@/lib/projects/server/delete-project";
import { getProject, getProjectInput } from "@/lib/projects/server/read-projects";

export const GET = defineRoute({ input: getProjectInput, run: getProject });
export const PATCH = defineRoute({ input: changeProjectInput, run: changeProject });
export const DELETE = defineRoute({ input: deleteProjectInput, run: deleteProject });
