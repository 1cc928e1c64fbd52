/** What is on its way, by room and thread: it goes on while its writer looks at another one. */
import { newId, type RoomId } from "../../platform/ids";
import type { FilesApi } from "./files-api";
import { createUploadStore, type UploadStore } from "./upload-store";

export interface Uploads {
  api: FilesApi;
  /** @param root of the thread it goes into; null for the room itself. */
  of(room: RoomId, root: number | null): UploadStore;
  /** Takes lost ones up when the network is back, and asks before the page is left while bytes are on their way. */
  watch(): () => void;
}

export function createUploads(api: FilesApi): Uploads {
  const stores = new Map<string, UploadStore>();
  const preview = { make: (file: File) => URL.createObjectURL(file), free: (url: string) => URL.revokeObjectURL(url) };
  return {
    api,
    of(room, root) {
      const place = `${room}:${root ?? ""}`;
      const known = stores.get(place);
      if (known) return known;
      const made = createUploadStore({ room, api, newKey: newId, preview });
      stores.set(place, made);
      return made;
    },
    watch() {
      const back = () => {
        for (const { actions } of stores.values()) actions.retryLost();
      };
      const leaving = (event: BeforeUnloadEvent) => {
        const busy = [...stores.values()].some((store) => store.getState().uploads.length > 0);
        if (busy) event.preventDefault();
      };
      window.addEventListener("online", back);
      window.addEventListener("beforeunload", leaving);
      return () => {
        window.removeEventListener("online", back);
        window.removeEventListener("beforeunload", leaving);
      };
    },
  };
}
