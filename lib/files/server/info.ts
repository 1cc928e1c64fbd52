import type { FileRow } from "@/db/queries/files";
import type { Ctx } from "@/lib/access/ctx";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import type { FileInfo } from "@/lib/rooms/protocol";
import type { UploadedFile } from "../protocol";
import { attachToken } from "./tokens";

/** A stored file as messages carry it. */
export function infoOf({ id, name, type, size, width, height }: FileRow): FileInfo {
  return {
    id,
    name,
    type: type ?? "application/octet-stream",
    size,
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
  };
}

/** What the uploader gets for a stored file. */
export function uploadedOf(env: Env, tenant: Ctx["tenantId"], row: FileRow, nowMs: number): UploadedFile {
  const file = infoOf(row);
  const claims = { tenant, room: row.roomId, person: row.uploaderId, file };
  return { file, token: attachToken(env.TICKET_SECRET, claims, nowMs) };
}

/** One answer for a missing file, a foreign one, and one that was given up. */
export function fileNotFound(): AppError {
  return new AppError("not_found", "No such file.", { param: "file" });
}
