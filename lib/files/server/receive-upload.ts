import { createHash } from "node:crypto";
import { findFile, finishFile, type FileRow } from "@/db/queries/files";
import type { TenantDb } from "@/db/client";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { Objects } from "@/lib/rooms/server/objects";
import { unwrap } from "@/lib/rooms/server/refusal";
import { HEAD_BYTES, sniff } from "../core/sniff";
import type { UploadedFile } from "../protocol";
import { fileNotFound, infoOf, uploadedOf } from "./info";
import { fileKey, type FileBindings } from "./storage";
import { makeThumbnail } from "./thumbnail";
import type { UploadClaims } from "./tokens";

export interface FileDeps {
  bindings: FileBindings;
  env: Env;
  objects: Objects;
  db: TenantDb;
  now(): number;
}

/**
 * Takes the bytes of an upload straight into storage, then reads from there what they are. An object is written once:
 * a repeat, also one that comes while the first still runs, finds it and answers the same, so what was judged is what
 * is served for ever.
 */
export async function receiveUpload(deps: FileDeps, claims: UploadClaims, request: Request): Promise<UploadedFile> {
  const row = await findFile(deps.db, claims.file);
  if (!row || row.state === "deleted" || row.uploaderId !== claims.person || row.roomId !== claims.room)
    throw fileNotFound();
  const standing = unwrap(await deps.objects.room(claims.tenant, claims.room).standing(claims.tenant, claims.person));
  if (standing.role === null) throw fileNotFound();
  if (row.state === "ready") {
    await request.body?.cancel();
    return uploadedOf(deps.env, claims.tenant, row, deps.now());
  }
  await store(deps, claims, row, request);
  const facts = await examine(deps, claims, row);
  const ready = await finishFile(deps.db, row.id, facts);
  if (!ready || ready.state !== "ready") {
    // Given up while it came.
    await deps.bindings.FILES.delete(fileKey.original(claims.tenant, row.id));
    throw fileNotFound();
  }
  await makeThumbnail(deps.bindings, claims.tenant, infoOf(ready));
  return uploadedOf(deps.env, claims.tenant, ready, deps.now());
}

async function store({ bindings }: FileDeps, { tenant }: UploadClaims, row: FileRow, request: Request): Promise<void> {
  const declared = request.headers.get("content-length");
  if (!request.body || (declared !== null && Number(declared) !== row.size)) throw wrongSize(row);
  try {
    await bindings.FILES.put(
      fileKey.original(tenant, row.id),
      request.body.pipeThrough(new FixedLengthStream(row.size)),
      { onlyIf: new Headers({ "if-none-match": "*" }) },
    );
  } catch (error) {
    // More or fewer bytes than promised; a sender that went away in the middle hears nothing anyway.
    if (error instanceof TypeError) throw wrongSize(row);
    throw error;
  }
}

/** Hashes what lies in storage, and names its type from the first bytes. */
async function examine(
  { bindings }: FileDeps,
  { tenant }: UploadClaims,
  row: FileRow,
): Promise<{ type: string; width: number | null; height: number | null; sha256: string }> {
  const stored = await bindings.FILES.get(fileKey.original(tenant, row.id));
  if (!stored) throw new AppError("unavailable", "The file could not be stored. Try again.", { retryAfterMs: 1_000 });
  const hash = createHash("sha256");
  const head = new Uint8Array(Math.min(HEAD_BYTES, row.size));
  let filled = 0;
  for await (const chunk of stored.body as ReadableStream<Uint8Array>) {
    if (filled < head.length) {
      head.set(chunk.subarray(0, head.length - filled), filled);
      filled += Math.min(chunk.length, head.length - filled);
    }
    hash.update(chunk);
  }
  const { type, width, height } = sniff(head.subarray(0, filled), row.name);
  return { type, width: width ?? null, height: height ?? null, sha256: hash.digest("hex") };
}

function wrongSize(row: FileRow): AppError {
  return new AppError("invalid_request", `This upload has exactly ${row.size} bytes.`, { param: "size" });
}
