import { faultOf, send, type Sent } from "@/lib/access/client/send";
import type { DocumentList, DocumentView, Retrieval } from "../protocol";

/** What an administrator does with what an assistant knows. */
export function knowledgeApi(slug: string, project: string) {
  const home = `/api/t/${slug}/projects/${project}/knowledge`;
  return {
    /** Those whose name or address has the text, after `before`. */
    list(find: string, before?: string) {
      const query = new URLSearchParams({
        ...(find === "" ? {} : { find }),
        ...(before === undefined ? {} : { before }),
      });
      return send<DocumentList>("GET", query.size > 0 ? `${home}?${query}` : home);
    },
    /** Of a name that is known it is the next version. */
    async add(name: string, bytes: Blob): Promise<Sent<{ document: DocumentView }>> {
      const started = await send<{ url: string }>("POST", home, { name, size: bytes.size });
      return started.ok ? put(started.data.url, bytes) : started;
    },
    crawl: (url: string) => send<{ pages: number; cut: boolean }>("POST", `${home}/crawl`, { url }),
    retry: (document: string) => send("POST", `${home}/${document}/retry`, {}),
    remove: (document: string) => send("DELETE", `${home}/${document}`),
    search: (query: string) => send<{ retrieval: Retrieval }>("POST", `${home}/search`, { query }),
  };
}

export type KnowledgeApi = ReturnType<typeof knowledgeApi>;

async function put(url: string, body: Blob): Promise<Sent<{ document: DocumentView }>> {
  try {
    const response = await fetch(url, { method: "PUT", body });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) return { ok: false, fault: faultOf(answer) };
    return { ok: true, data: answer as { document: DocumentView } };
  } catch {
    return { ok: false, fault: { code: "offline", message: "" } };
  }
}
