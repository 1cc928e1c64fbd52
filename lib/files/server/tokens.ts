/** The three signed texts of a file's life: where its bytes go, that it may be put into a message, where it is read. */
import * as z from "zod/mini";
import type { PersonId, RoomId, TenantId } from "@/lib/platform/ids";
import type { FileInfo } from "@/lib/rooms/protocol";
import { kindOf } from "../core/file-kind";
import { FILE_LIMITS, FILE_VIEWS, type FileView } from "../protocol";
import { readClaims, signClaims } from "./signed";

interface Place {
  tenant: TenantId;
  room: RoomId;
  person: PersonId;
}

export type UploadClaims = Place & { file: string };
export type AttachClaims = Place & { file: FileInfo };
export type LinkClaims = Place & { file: string; view: FileView };

const place = { tenant: z.uuid(), room: z.uuid(), person: z.uuid() };
const upload = z.object({ ...place, file: z.uuid() });
const attach = z.object({
  ...place,
  file: z.object({
    id: z.uuid(),
    name: z.string(),
    type: z.string(),
    size: z.int(),
    width: z.optional(z.int()),
    height: z.optional(z.int()),
  }),
});
const link = z.object({ ...place, file: z.uuid(), view: z.enum(FILE_VIEWS) });

/** The path that takes the bytes of one upload. */
export function uploadPath(secret: string, claims: UploadClaims, nowMs: number): string {
  return `/files/${signClaims(secret, "upload", claims, nowMs + FILE_LIMITS.uploadSeconds * 1_000)}`;
}

export function readUpload(secret: string, token: string, nowMs: number): UploadClaims | null {
  // The schema proved each id to be a UUID; the brand says whose.
  return readClaims(secret, "upload", upload, token, nowMs) as UploadClaims | null;
}

/** What `message.send` takes for a stored file of this person in this room. */
export function attachToken(secret: string, claims: AttachClaims, nowMs: number): string {
  return signClaims(secret, "attach", claims, nowMs + FILE_LIMITS.attachSeconds * 1_000);
}

export function readAttach(secret: string, token: string, nowMs: number): AttachClaims | null {
  return readClaims(secret, "attach", attach, token, nowMs) as AttachClaims | null;
}

/** The path that gives the bytes of a file for a short time; the room is asked again whenever it is used. */
export function linkPath(
  secret: string,
  { file, ...rest }: Omit<LinkClaims, "file"> & { file: FileInfo },
  nowMs: number,
): string {
  const kind = kindOf(file);
  const seconds = kind === "video" || kind === "sound" ? FILE_LIMITS.mediaLinkSeconds : FILE_LIMITS.linkSeconds;
  return `/files/${signClaims(secret, "link", { ...rest, file: file.id }, nowMs + seconds * 1_000)}`;
}

export function readLink(secret: string, token: string, nowMs: number): LinkClaims | null {
  return readClaims(secret, "link", link, token, nowMs) as LinkClaims | null;
}
