/** The file routes as functions, and the one way bytes leave the browser. */
import { ApiError, toApiError } from "../../rooms/client/api";
import type { ClientId, RoomId } from "../../platform/ids";
import type { FileView, RoomFilesPage, UploadedFile, UploadOffer } from "../protocol";

export interface FilesApi {
  start(room: RoomId, wish: { clientId: ClientId; name: string; size: number }): Promise<UploadOffer>;
  /** Sends the bytes and tells how many have gone. Rejects with ApiError; `network` also when it was cancelled. */
  send(
    url: string,
    file: Blob,
    sending: { onProgress(bytes: number): void; signal: AbortSignal },
  ): Promise<UploadedFile>;
  drop(room: RoomId, file: string): Promise<void>;
  list(room: RoomId, before: string | null): Promise<RoomFilesPage>;
  /** A file's lasting address in this room; it leads to one that lives a minute. */
  hrefOf(room: RoomId, file: string, view: FileView): string;
}

/** @param tenant the tenant's slug. */
export function createFilesApi(tenant: string, doFetch: typeof fetch = fetch): FilesApi {
  const at = (room: RoomId) => `/api/t/${encodeURIComponent(tenant)}/rooms/${room}/files`;

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await doFetch(path, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
    }).catch(() => {
      throw noAnswer();
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer as T;
    throw toApiError(answer, response.status);
  }

  return {
    start: (room, wish) => call("POST", at(room), wish),
    send: sendBytes,
    drop: async (room, file) => void (await call("DELETE", `${at(room)}/${file}`)),
    list: (room, before) => call("GET", `${at(room)}${before === null ? "" : `?before=${before}`}`),
    hrefOf: (room, file, view) => `${at(room)}/${file}?as=${view}`,
  };
}

/** XMLHttpRequest, since fetch does not tell how far an upload is. */
const sendBytes: FilesApi["send"] = (url, file, { onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, file.size));
    request.onload = () => {
      if (request.status === 200 && request.response !== null) resolve(request.response as UploadedFile);
      else reject(toApiError(request.response, request.status));
    };
    request.onerror = request.onabort = request.ontimeout = () => reject(noAnswer());
    signal.addEventListener("abort", () => request.abort(), { once: true });
    // Without a type of its own: what the file is, is read from its bytes.
    request.send(file.slice(0, file.size, "application/octet-stream"));
  });

function noAnswer(): ApiError {
  return new ApiError("network", "There was no answer. Check the connection.");
}
