import { defineRoute } from "@/lib/http/define-route";
import { createProject, createProjectInput } from "@/lib/projects/server/create-project";
import { listProjects, listProjectsInput } from "@/lib/projects/server/read-projects";

export const GET = defineRoute({ input: listProjectsInput, run: listProjects });
export const POST = defineRoute({ input: createProjectInput, run: createProject, status: 201 });
