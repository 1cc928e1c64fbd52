/** What the demo's assistant knows: the pages of the made-up shop, and Parlor's own guides. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_PAGES } from "@/lib/assistant/core/demo-site";
import { documentUploadPath } from "@/lib/knowledge/server/tokens";
import { newId, type ProjectId, type TenantId } from "@/lib/platform/ids";

const GUIDES = join(import.meta.dirname, "..", "..", "docs", "guides");

/** Through the door that every upload takes. What is there already stays as it is. */
export async function teachAssistant(
  { url, secrets }: { url: string; secrets: { TICKET_SECRET: string } },
  { tenant, project }: { tenant: TenantId; project: ProjectId },
): Promise<void> {
  for (const { name, text } of [...shopPages(), ...guides()]) {
    const bytes = new TextEncoder().encode(text);
    const claims = {
      tenant,
      project,
      actor: { kind: "system" as const },
      requestId: newId(),
      name,
      size: bytes.length,
    };
    const path = documentUploadPath(secrets.TICKET_SECRET, claims, Date.now());
    const answer = await fetch(new URL(path, url), {
      method: "PUT",
      body: bytes,
      headers: { origin: new URL(url).origin },
    });
    if (!answer.ok) throw new Error(`The demo's document ${name} was refused: ${await answer.text()}`);
    await answer.body?.cancel();
  }
}

function shopPages(): { name: string; text: string }[] {
  return Object.values(DEMO_PAGES).map(({ title, lines }) => ({
    name: title,
    text: [`# ${title}`, ...lines.map((line) => (line.startsWith("# ") ? `#${line}` : line))].join("\n\n"),
  }));
}

function guides(): { name: string; text: string }[] {
  return readdirSync(GUIDES)
    .filter((name) => name.endsWith(".md"))
    .map((name) => ({ name, text: readFileSync(join(GUIDES, name), "utf8") }));
}
