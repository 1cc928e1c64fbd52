import { describe, expect, it } from "vitest";
import { newId, type ClientId, type RoomId } from "../../platform/ids";
import { ApiError } from "../../rooms/client/api";
import { FILE_LIMITS, type UploadedFile } from "../protocol";
import type { FilesApi } from "./files-api";
import { createUploadStore, mayRetry } from "./upload-store";

type Sending = {
  name: string;
  key: ClientId;
  signal: AbortSignal;
  progress(bytes: number): void;
  done(): void;
  fail(error: Error): void;
};

/** A server of which the test decides when and how each upload ends. */
function fixture() {
  const sending: Sending[] = [];
  const dropped: string[] = [];
  const freed: string[] = [];
  const names = new Map<string, { name: string; key: ClientId; size: number }>();
  const api: Pick<FilesApi, "start" | "send" | "drop"> = {
    start: async (_room, { clientId, name, size }) => {
      names.set(clientId, { name, key: clientId, size });
      return { state: "pending", id: `id-${name}`, url: clientId };
    },
    send: (url, _file, { onProgress, signal }) =>
      new Promise<UploadedFile>((resolve, reject) => {
        const { name = "", key = newId<ClientId>(), size = 0 } = names.get(url) ?? {};
        const file = { id: `id-${name}`, name, type: "text/plain", size };
        signal.addEventListener("abort", () => reject(new ApiError("network", "aborted")));
        sending.push({
          name,
          key,
          signal,
          progress: onProgress,
          done: () => resolve({ file, token: `token-${name}` }),
          fail: reject,
        });
      }),
    drop: async (_room, id) => void dropped.push(id),
  };
  const preview = { make: ({ name }: File) => `blob:${name}`, free: (url: string) => void freed.push(url) };
  const store = createUploadStore({ room: newId<RoomId>(), api, newKey: newId, preview });
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  const states = () =>
    store.getState().uploads.map(({ name, state, fault }) => (fault ? `${name} ${fault}` : `${name} ${state}`));
  return { store, sending, dropped, freed, settle, states };
}

const file = (name: string, size = 4, type = "text/plain") => new File(["x".repeat(size)], name, { type });

describe("uploads", () => {
  it("go three at a time, tell how far they are, and are taken once all are ready", async () => {
    const { store, sending, settle, states } = fixture();
    store.actions.add(["a", "b", "c", "d"].map((name) => file(name)));
    await settle();
    expect(states()).toEqual(["a sending", "b sending", "c sending", "d waiting"]);
    sending[0]?.progress(2);
    expect(store.getState().uploads[0]?.sent).toBe(2);
    expect(store.actions.take()).toBeNull();
    expect(store.getState().blocked).toBe(true);
    sending[0]?.done();
    await settle();
    for (const each of sending) each.done();
    await settle();
    sending.at(-1)?.done();
    await settle();
    expect(states()).toEqual(["a ready", "b ready", "c ready", "d ready"]);
    expect(store.getState().blocked).toBe(false);
    expect(store.actions.take()?.map(({ token }) => token)).toEqual(["token-a", "token-b", "token-c", "token-d"]);
    expect(states()).toEqual([]);
    expect(store.actions.take()).toEqual([]);
  });

  it("keep what failed, say why, and go on under the same id", async () => {
    const { store, sending, settle, states } = fixture();
    store.actions.add([file("a"), file("b")]);
    await settle();
    sending[0]?.fail(new ApiError("network", ""));
    sending[1]?.fail(new ApiError("quota_exceeded", ""));
    await settle();
    expect(states()).toEqual(["a network", "b quota_exceeded"]);
    // The network is back: what it stopped goes on, what was refused waits for its writer.
    store.actions.retryLost();
    await settle();
    expect(states()).toEqual(["a sending", "b quota_exceeded"]);
    expect(sending[2]?.key).toBe(sending[0]?.key);
  });

  it("refuse what cannot work before a byte is sent, and more than a message carries", async () => {
    const { store, sending, settle, states } = fixture();
    const big = Object.defineProperty(file("big"), "size", { value: FILE_LIMITS.fileBytesMax + 1 });
    store.actions.add([file("empty", 0), big]);
    await settle();
    expect(states()).toEqual(["empty empty", "big too_big"]);
    expect(store.getState().uploads.some(mayRetry)).toBe(false);
    expect(sending).toEqual([]);
    store.actions.add(Array.from({ length: 10 }, (_, at) => file(`f${at}`)));
    expect(store.getState().uploads).toHaveLength(10);
    expect(store.getState().tooMany).toBe(2);
  });

  it("stop when cancelled, give back what the server promised, and free the picture", async () => {
    const { store, sending, dropped, freed, settle, states } = fixture();
    store.actions.add([file("a.png", 4, "image/png"), file("b")]);
    await settle();
    const key = sending[0]?.key;
    if (!key) throw new Error("Nothing is sent.");
    store.actions.cancel(key);
    await settle();
    expect(sending[0]?.signal.aborted).toBe(true);
    expect(dropped).toEqual(["id-a.png"]);
    expect(freed).toEqual(["blob:a.png"]);
    expect(states()).toEqual(["b sending"]);
  });

  it("come back from a message that was refused, go along with the next one, or are given up", async () => {
    const { store, sending, dropped, settle, states } = fixture();
    store.actions.add([file("a"), file("b")]);
    await settle();
    for (const each of sending) each.done();
    await settle();
    const taken = store.actions.take() ?? [];
    store.actions.add([file("c")]);
    expect(store.actions.putBack(taken)).toBe(true);
    expect(states()).toEqual(["a ready", "b ready", "c sending"]);
    await settle();
    const key = store.getState().uploads[0]?.key;
    if (!key) throw new Error("Nothing came back.");
    store.actions.cancel(key);
    expect(dropped).toEqual(["id-a"]);
    sending[2]?.done();
    await settle();
    expect(store.actions.take()?.map(({ token }) => token)).toEqual(["token-b", "token-c"]);
    expect(dropped).toEqual(["id-a"]);
  });

  it("stay with their message where there is no room for all of them", () => {
    const { store, states } = fixture();
    const stored = Array.from({ length: 2 }, (_, at) => ({
      file: { id: `id-${at}`, name: `${at}`, type: "text/plain", size: 4 },
      token: `token-${at}`,
    }));
    store.actions.add(Array.from({ length: FILE_LIMITS.perMessageMax - 1 }, (_, at) => file(`f${at}`)));
    expect(store.actions.putBack(stored)).toBe(false);
    expect(states()).toHaveLength(FILE_LIMITS.perMessageMax - 1);
    expect(store.getState().tooMany).toBe(1);
  });
});
