/** What the demo's assistant knows: the pages of the made-up shop, and the leaflets it keeps beside them. */
import { DEMO_PAGES } from "@/lib/assistant/core/demo-site";
import { documentUploadPath } from "@/lib/knowledge/server/tokens";
import { newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { SHOP_DOCUMENTS } from "./shop-documents";

/** Through the door that every upload takes. What is there already stays as it is. */
export async function teachAssistant(
  { url, secrets }: { url: string; secrets: { TICKET_SECRET: string } },
  { tenant, project }: { tenant: TenantId; project: ProjectId },
): Promise<void> {
  for (const { name, text } of shopTexts()) {
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

/** Every document with its name, in Markdown. */
export function shopTexts(): { name: string; text: string }[] {
  const pages = Object.values(DEMO_PAGES).map(({ title, lines }) => ({
    name: title,
    text: [`# ${title}`, ...lines.map((line) => (line.startsWith("# ") ? `#${line}` : line))].join("\n\n"),
  }));
  return [...pages, ...SHOP_DOCUMENTS];
}
