/** The emoji routes as functions. Every failure is one ApiError with the server's own code and words. */
import { ApiError, toApiError } from "../../rooms/client/api";
import type { CustomEmoji, EmojiList } from "../protocol";

export interface EmojiApi {
  list(): Promise<CustomEmoji[]>;
  /** Adds a picture under a name. */
  add(name: string, picture: Blob): Promise<CustomEmoji>;
  remove(id: string): Promise<void>;
  /** Where a picture is read. What lies there never changes. */
  pictureOf(id: string): string;
}

/** @param tenant the tenant's slug. */
export function createEmojiApi(tenant: string, doFetch: typeof fetch = fetch): EmojiApi {
  const base = `/api/t/${encodeURIComponent(tenant)}/emoji`;
  async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await doFetch(path, init).catch(() => {
      throw new ApiError("network", "There was no answer. Check the connection.");
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    throw toApiError(answer, response.status);
  }
  return {
    list: async () => (await call<EmojiList>(base)).emoji,
    add: async (name, picture) => {
      const { url } = await call<{ url: string }>(base, {
        method: "POST",
        body: JSON.stringify({ name, size: picture.size }),
        headers: { "content-type": "application/json" },
      });
      return (await call<{ emoji: CustomEmoji }>(url, { method: "PUT", body: picture })).emoji;
    },
    remove: async (id) => void (await call(`${base}/${id}`, { method: "DELETE" })),
    pictureOf: (id) => `${base}/${id}/picture`,
  };
}
