/**
 * Files on their way into one room, before they are in a message. A few go at once; one that failed stays, says why,
 * and is sent again under the same id, so that nothing is stored twice. Opens nothing itself: the way out is given.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ClientId, RoomId } from "../../platform/ids";
import { ApiError } from "../../rooms/client/api";
import { FILE_LIMITS, type UploadedFile } from "../protocol";
import type { FilesApi } from "./files-api";

export type UploadFault = ApiError["code"] | "empty" | "too_big";

export interface Upload {
  key: ClientId;
  name: string;
  size: number;
  /** Address of the picture in this page, to show it before it is anywhere else. */
  preview: string | null;
  state: "waiting" | "sending" | "ready" | "failed";
  /** Bytes that have left. */
  sent: number;
  fault: UploadFault | null;
  uploaded: UploadedFile | null;
}

export interface UploadState {
  uploads: readonly Upload[];
  /** Somebody tried to send while not every file was ready. */
  blocked: boolean;
  /** Files of the last choice that were too many for one message. */
  tooMany: number;
}

export interface UploadActions {
  add(files: readonly File[]): void;
  retry(key: ClientId): void;
  /** Sends everything again that a lost connection stopped. */
  retryLost(): void;
  cancel(key: ClientId): void;
  /** The files for a message, which are then no longer here; null while one of them is not ready. */
  take(): readonly UploadedFile[] | null;
  /** Files of a message that was not sent are here again, before the others; false and none, where they do not fit. */
  putBack(files: readonly UploadedFile[]): boolean;
}

export type UploadStore = StoreApi<UploadState> & { actions: UploadActions };

export interface UploadStoreDeps {
  room: RoomId;
  api: Pick<FilesApi, "start" | "send" | "drop">;
  newKey(): ClientId;
  /** Makes and frees addresses of pictures in this page. */
  preview: { make(file: File): string; free(url: string): void };
}

const AT_ONCE = 3;
/** Faults that the same bytes would meet again. */
const FINAL: readonly UploadFault[] = ["empty", "too_big", "payload_too_large", "not_found", "conflict"];

/** True when sending the same file again may help. */
export function mayRetry({ state, fault }: Upload): boolean {
  return state === "failed" && fault !== null && !FINAL.includes(fault);
}

export function createUploadStore({ room, api, newKey, preview }: UploadStoreDeps): UploadStore {
  const store = createStore<UploadState>(() => ({ uploads: [], blocked: false, tooMany: 0 }));
  const { getState, setState } = store;
  /** Without a file: one that came back, whose bytes are stored. */
  const held = new Map<ClientId, { file?: File; stop: AbortController }>();

  const change = (key: ClientId, part: Partial<Upload>) =>
    setState(({ uploads }) => ({ uploads: uploads.map((one) => (one.key === key ? { ...one, ...part } : one)) }));
  const find = (key: ClientId) => getState().uploads.find((one) => one.key === key);

  const pump = () => {
    const { uploads } = getState();
    const free = AT_ONCE - uploads.filter(({ state }) => state === "sending").length;
    for (const { key } of uploads.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free))) void run(key);
  };

  const dropWhenStopped = (signal: AbortSignal, id: string) =>
    signal.addEventListener("abort", () => void api.drop(room, id).catch(() => undefined), { once: true });

  const run = async (key: ClientId) => {
    const upload = find(key);
    const source = held.get(key);
    if (!upload || !source?.file) return;
    const { file: bytes } = source;
    change(key, { state: "sending", sent: 0, fault: null });
    const { signal } = source.stop;
    try {
      const offer = await api.start(room, { clientId: key, name: upload.name, size: upload.size });
      const id = offer.state === "pending" ? offer.id : offer.file.id;
      // Cancelled while it was being asked for: nobody wants the promise.
      if (signal.aborted) return void api.drop(room, id).catch(() => undefined);
      dropWhenStopped(signal, id);
      const onProgress = (sent: number) => change(key, { sent });
      const uploaded = offer.state === "ready" ? offer : await api.send(offer.url, bytes, { onProgress, signal });
      const { file, token } = uploaded;
      change(key, { state: "ready", sent: upload.size, uploaded: { file, token } });
      if (getState().uploads.every(({ state }) => state === "ready")) setState({ blocked: false });
    } catch (error) {
      const fault = error instanceof ApiError ? error.code : "internal";
      change(key, { state: "failed", fault });
    } finally {
      pump();
    }
  };

  const forget = (key: ClientId) => {
    const url = find(key)?.preview;
    if (url) preview.free(url);
    held.delete(key);
    setState(({ uploads }) => ({ uploads: uploads.filter((one) => one.key !== key), blocked: false }));
  };

  const actions: UploadActions = {
    add(files) {
      const space = Math.max(0, FILE_LIMITS.perMessageMax - getState().uploads.length);
      const added = files.slice(0, space).map((file): Upload => {
        const key = newKey();
        held.set(key, { file, stop: new AbortController() });
        const fault = faultOf(file);
        const isPicture = fault === null && /^image\/(?:png|jpeg|gif|webp|avif)$/.test(file.type);
        return {
          key,
          name: file.name,
          size: file.size,
          preview: isPicture ? preview.make(file) : null,
          state: fault === null ? "waiting" : "failed",
          sent: 0,
          fault,
          uploaded: null,
        };
      });
      setState(({ uploads }) => ({
        uploads: [...uploads, ...added],
        blocked: false,
        tooMany: files.length - added.length,
      }));
      pump();
    },
    retry(key) {
      const upload = find(key);
      if (!upload || !mayRetry(upload)) return;
      change(key, { state: "waiting", fault: null });
      pump();
    },
    retryLost() {
      for (const { key, state, fault } of getState().uploads)
        if (state === "failed" && fault === "network") actions.retry(key);
    },
    cancel(key) {
      held.get(key)?.stop.abort();
      forget(key);
      setState({ tooMany: 0 });
      pump();
    },
    take() {
      const { uploads } = getState();
      const ready = uploads.flatMap(({ uploaded }) => (uploaded ? [uploaded] : []));
      if (ready.length < uploads.length) {
        setState({ blocked: true });
        return null;
      }
      for (const { key } of uploads) forget(key);
      setState({ tooMany: 0 });
      return ready;
    },
    putBack(files) {
      const { uploads } = getState();
      const over = uploads.length + files.length - FILE_LIMITS.perMessageMax;
      setState({ tooMany: Math.max(0, over) });
      if (over > 0) return false;
      const back = files.map((uploaded): Upload => {
        const { name, size, id } = uploaded.file;
        const key = newKey();
        const stop = new AbortController();
        dropWhenStopped(stop.signal, id);
        held.set(key, { stop });
        return { key, name, size, preview: null, state: "ready", sent: size, fault: null, uploaded };
      });
      setState({ uploads: [...back, ...uploads] });
      return true;
    },
  };
  return Object.assign(store, { actions });
}

function faultOf({ size }: File): UploadFault | null {
  if (size === 0) return "empty";
  return size > FILE_LIMITS.fileBytesMax ? "too_big" : null;
}
