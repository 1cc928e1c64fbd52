/** Cloudflare AI Search as far as Parlor uses it, by the types that Cloudflare publishes. It has no simulator. */

/** What may be wrong with it. */
export interface AiSearchFaults {
  down: boolean;
  /** Passages of every folder are answered, whatever the filter says. */
  ignoresFilter: boolean;
  /** What becomes of a passage on the way. */
  alter(text: string): string;
}

export class FakeAiSearch implements Pick<AiSearchInstance, "search" | "items"> {
  readonly files = new Map<string, { id: string; content: string }>();
  readonly asked: AiSearchSearchRequest[] = [];
  faults: AiSearchFaults = { down: false, ignoresFilter: false, alter: (text) => text };
  private ids = 0;

  /** As the binding: an abstract class that only the platform makes. */
  get binding(): AiSearchInstance {
    return this as unknown as AiSearchInstance;
  }

  async search(request: AiSearchSearchRequest): Promise<AiSearchSearchResponse> {
    this.asked.push(request);
    this.requireUp();
    const { query = "", ai_search_options: options } = request;
    const { filters, max_num_results: limit = 10 } = options?.retrieval ?? {};
    const folder = (filters?.folder as { $eq?: string } | undefined)?.$eq;
    const words = query.toLowerCase().match(/\p{L}+/gu) ?? [];
    const chunks = [...this.files].flatMap(([key, { content }]) => {
      if (!this.faults.ignoresFilter && !key.replace(/[^/]*$/, "").startsWith(folder ?? "")) return [];
      return content.split("\n\n").map((text, at) => ({
        ...{ id: `${key}#${at}`, type: "text", text: `${this.faults.alter(text)}\n`, item: { key } },
        score: words.filter((word) => text.toLowerCase().includes(word)).length / Math.max(words.length, 1),
      }));
    });
    const best = chunks.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score);
    return { search_query: query, chunks: best.slice(0, limit) };
  }

  readonly items = {
    list: async ({ key, search = "", page = 1, per_page: size = 20 }: AiSearchListItemsParams = {}) => {
      this.requireUp();
      const found = [...this.files].filter(([name]) => (key === undefined ? name.includes(search) : name === key));
      const result = found.map(([name, { id }]) => ({ id, key: name, status: "completed" as const }));
      return { result: result.slice((page - 1) * size, page * size) };
    },
    upload: async (key: string, content: ReadableStream | Blob | string) => {
      this.requireUp();
      const id = this.files.get(key)?.id ?? `item-${++this.ids}`;
      this.files.set(key, { id, content: await new Response(content).text() });
      return { id, key, status: "queued" as const };
    },
    delete: async (id: string) => {
      this.requireUp();
      for (const [key, file] of this.files) if (file.id === id) this.files.delete(key);
    },
  } satisfies Pick<AiSearchItems, "list" | "upload" | "delete"> as unknown as AiSearchItems;

  private requireUp(): void {
    if (this.faults.down) throw new Error("AI Search is down.");
  }
}
