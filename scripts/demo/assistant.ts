/** The assistant of the demo company, on the demo site of the installation itself. */
import { insertProject } from "@/db/queries/projects";
import type { TenantDb } from "@/db/client";
import { derivedId, type PersonId, type ProjectId } from "@/lib/platform/ids";
import { newSettings } from "@/lib/projects/core/settings";
import type { ProjectSettings } from "@/lib/projects/protocol";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";

/** What it says of itself, and what it offers to be asked. */
export const DEMO_TEXTS: ProjectSettings["texts"] = {
  en: {
    name: "Halden & Daughters",
    greeting: "Hello. Ask me about our tents, delivery, returns and repairs.",
    placeholder: "Ask about a tent or your order",
    suggestions: ["What does delivery cost?", "Can I send back a used tent?", "What do repairs cost?"],
    notice: "Answers come from a machine that reads our pages. They can be wrong, so look at the sources.",
  },
  de: {
    name: "Halden & Daughters",
    greeting: "Hallo. Fragen Sie mich zu Zelten, Versand, Rückgabe und Reparatur.",
    placeholder: "Frage zu einem Zelt oder Ihrer Bestellung",
    suggestions: ["Was kostet der Versand?", "Kann ich ein benutztes Zelt zurückgeben?", "Was kosten Reparaturen?"],
    notice:
      "Die Antworten kommen von einer Maschine, die unsere Seiten liest. Sie können falsch sein: Sehen Sie in die Quellen.",
  },
};

export function demoProjectId(): Promise<ProjectId> {
  return derivedId<ProjectId>("demo", "project", "demo-company", "website");
}

/** Anybody may ask it, on pages of this installation. A second run finds it there and changes nothing. */
export async function makeAssistant(db: TenantDb, owner: PersonId, url: string): Promise<void> {
  const settings = { ...newSettings(originsOf(url)), texts: DEMO_TEXTS };
  const project = { id: await demoProjectId(), name: "Website assistant", settings, createdBy: owner };
  await insertProject(db, project, { nowMs: Date.now(), max: PROJECT_BOUNDS.projectsMax });
}

/** The machine's own site has two names, and a browser takes them for two. */
function originsOf(url: string): string[] {
  const { origin, port } = new URL(url);
  return [...new Set([origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`])];
}
