/** The assistant of the demo company, on the demo site of the installation itself. */
import { insertProject } from "@/db/queries/projects";
import type { TenantDb } from "@/db/client";
import { derivedId, type PersonId, type ProjectId } from "@/lib/platform/ids";
import { newSettings } from "@/lib/projects/core/settings";
import type { ProjectSettings } from "@/lib/projects/protocol";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";

const TEXTS: ProjectSettings["texts"] = {
  en: {
    name: "Parlor assistant",
    greeting: "Hello. Ask me anything about Parlor: rooms, files, search, API keys, or how to run it.",
    placeholder: "Ask about Parlor",
    suggestions: ["How do I invite a colleague?", "How large may files be?", "What can an API key do?"],
    notice: "Answers come from a machine that reads our documentation. They can be wrong, so look at the sources.",
  },
  de: {
    name: "Parlor-Assistent",
    greeting: "Hallo. Fragen Sie mich zu Parlor: Räume, Dateien, Suche, API-Schlüssel oder der Betrieb.",
    placeholder: "Frage zu Parlor stellen",
    suggestions: ["Wie lade ich jemanden ein?", "Wie groß dürfen Dateien sein?", "Was darf ein API-Schlüssel?"],
    notice:
      "Die Antworten kommen von einer Maschine, die unsere Dokumentation liest. Sie können falsch sein: Sehen Sie in die Quellen.",
  },
};

export function demoProjectId(): Promise<ProjectId> {
  return derivedId<ProjectId>("demo", "project", "demo-company", "website");
}

/** Anybody may ask it, on pages of this installation. A second run finds it there and changes nothing. */
export async function makeAssistant(db: TenantDb, owner: PersonId, url: string): Promise<void> {
  const settings = { ...newSettings(originsOf(url)), texts: TEXTS };
  const project = { id: await demoProjectId(), name: "Website assistant", settings, createdBy: owner };
  await insertProject(db, project, { nowMs: Date.now(), max: PROJECT_BOUNDS.projectsMax });
}

/** The machine's own site has two names, and a browser takes them for two. */
function originsOf(url: string): string[] {
  const { origin, port } = new URL(url);
  return [...new Set([origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`])];
}
