/** Attachments on the wire: bounds, and what the file routes answer. Documented in docs/reference/files.md. */
import type { FileInfo } from "../rooms/protocol";

export const FILE_LIMITS = {
  /** Bytes of one file. */
  fileBytesMax: 25 * 1024 * 1024,
  /** Files of one message. */
  perMessageMax: 10,
  /** Code points of a name as it is kept. */
  nameCharsMax: 120,
  /** Pictures beyond either are shown as a file: decoding them costs more memory than a reader should spend. */
  pixelsMax: 50_000_000,
  sideMax: 16_384,
  /** Longer side of a thumbnail. */
  thumbnailSide: 720,
  /** Bytes of all files of a tenant, unless FILE_LIMITS of the installation says otherwise. */
  tenantBytesMax: 10 * 1024 * 1024 * 1024,
  /** How long the address of an upload takes bytes, and how long what was uploaded may be put into a message. */
  uploadSeconds: 900,
  attachSeconds: 86_400,
  /** How long the address of a file works; longer for what is played, which is asked for piece by piece. */
  linkSeconds: 60,
  mediaLinkSeconds: 3_600,
  pageSize: 50,
} as const;

/** What `POST .../files` answers: where the bytes go, or (when they are there already) what they became. */
export type UploadOffer = { state: "pending"; id: string; url: string } | ({ state: "ready" } & UploadedFile);

/** A file that is stored and not yet in a message. `token` is what `message.send` takes in `files`. */
export interface UploadedFile {
  file: FileInfo;
  token: string;
}

/** An entry of a room's list of files. */
export interface RoomFile extends FileInfo {
  /** The message it is in. */
  seq: number;
  uploader: string;
  at: number;
}

export interface RoomFilesPage {
  files: RoomFile[];
  /** Give it as `before` for the next, older ones. */
  nextBefore: string | null;
}

/** How a file is asked for: its thumbnail, as it is (shown where that is safe), or to be saved. */
export const FILE_VIEWS = ["thumbnail", "view", "download"] as const;
export type FileView = (typeof FILE_VIEWS)[number];
