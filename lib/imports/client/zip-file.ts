/**
 * Reads entries of a zip file one at a time, by its directory at the end, so that an export of many gigabytes never has
 * to fit in memory. Written for files from strangers: sizes are bounded before and while inflating, and the names inside
 * are looked up, never written to.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createHash } from "node:crypto";
import { crc32, inflateRawSync } from "node:zlib";
import { ImportProblem } from "./problem";

export const ZIP_LIMITS = {
  entriesMax: 400_000,
  entryBytesMax: 64 * 1024 * 1024,
  totalBytesMax: 64 * 1024 ** 3,
  directoryBytesMax: 256 * 1024 * 1024,
};

interface Entry {
  name: string;
  /** Bytes in the zip. */
  packed: number;
  /** Bytes when read, as the directory claims. */
  size: number;
  method: number;
  encrypted: boolean;
  checksum: number;
  at: number;
}

export interface ZipFile {
  /** SHA-256 of the file's directory, which holds every entry's name, size and checksum. */
  fingerprint: string;
  entries: ReadonlyMap<string, { packed: number; size: number }>;
  /** @throws ImportProblem that names the entry. */
  read(name: string): Uint8Array;
  close(): void;
}

/** Opens a zip file and reads its directory. @throws ImportProblem that names the file. */
export function openZip(path: string, limits = ZIP_LIMITS): ZipFile {
  const fd = open(path);
  try {
    const { bytes, count } = readDirectory(fd, path, limits);
    const entries = parseDirectory(bytes, count, path, limits);
    return {
      fingerprint: createHash("sha256").update(bytes).digest("hex"),
      entries,
      read: (name) => readEntry(fd, path, requireEntry(entries, name, path), limits),
      close: () => closeSync(fd),
    };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function open(path: string): number {
  try {
    const fd = openSync(path, "r");
    if (fstatSync(fd).isFile()) return fd;
    closeSync(fd);
  } catch (cause) {
    throw new ImportProblem(`${path}: the file cannot be read.`, { cause });
  }
  throw new ImportProblem(`${path}: this is not a file. Give the .zip that Slack made.`);
}

const notZip = (path: string) =>
  new ImportProblem(`${path}: this is not a complete zip file. Download the export again.`);

function readAt(fd: number, path: string, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const read = readSync(fd, bytes, done, length - done, at + done);
    if (read === 0) throw notZip(path);
    done += read;
  }
  return bytes;
}

const END = 0x06054b50;
const END_64_PLACE = 0x07064b50;
const END_64 = 0x06064b50;

function readDirectory(fd: number, path: string, limits: typeof ZIP_LIMITS): { bytes: Buffer; count: number } {
  const fileSize = fstatSync(fd).size;
  const tailSize = Math.min(fileSize, 65_557);
  const tail = readAt(fd, path, fileSize - tailSize, tailSize);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== END) throw notZip(path);
  let count = tail.readUInt16LE(end + 10);
  let size = tail.readUInt32LE(end + 12);
  let at = tail.readUInt32LE(end + 16);
  if (end >= 20 && tail.readUInt32LE(end - 20) === END_64_PLACE) {
    const wide = readAt(fd, path, asNumber(tail.readBigUInt64LE(end - 12), path), 56);
    if (wide.readUInt32LE(0) !== END_64) throw notZip(path);
    count = asNumber(wide.readBigUInt64LE(32), path);
    size = asNumber(wide.readBigUInt64LE(40), path);
    at = asNumber(wide.readBigUInt64LE(48), path);
  }
  if (at + size > fileSize) throw notZip(path);
  if (count > limits.entriesMax || size > limits.directoryBytesMax) {
    throw new ImportProblem(`${path}: the zip lists more than ${limits.entriesMax} files.`);
  }
  return { bytes: readAt(fd, path, at, size), count };
}

function parseDirectory(bytes: Buffer, count: number, path: string, limits: typeof ZIP_LIMITS): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let at = 0;
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw notZip(path);
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) throw notZip(path);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const entry = widen(extra, path, {
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      checksum: bytes.readUInt32LE(at + 16),
      at: bytes.readUInt32LE(at + 42),
    });
    total += entry.size;
    if (total > limits.totalBytesMax)
      throw new ImportProblem(
        `${path}: the zip claims more than ${limits.totalBytesMax / 1024 ** 3} GiB when unpacked.`,
      );
    if (!entry.name.endsWith("/")) entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

/** Zip64: what does not fit in 32 bits is in an extra field, in this order, only as far as needed. */
function widen(extra: Buffer, path: string, entry: Entry): Entry {
  const max = 0xffffffff;
  if (entry.size !== max && entry.packed !== max && entry.at !== max) return entry;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    let offset = 0;
    const take = () => {
      if (offset + 8 > field.length) throw notZip(path);
      offset += 8;
      return asNumber(field.readBigUInt64LE(offset - 8), path);
    };
    const size = entry.size === max ? take() : entry.size;
    const packed = entry.packed === max ? take() : entry.packed;
    return { ...entry, size, packed, at: entry.at === max ? take() : entry.at };
  }
  throw notZip(path);
}

function asNumber(value: bigint, path: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw notZip(path);
  return Number(value);
}

function requireEntry(entries: Map<string, Entry>, name: string, path: string): Entry {
  const entry = entries.get(name);
  if (!entry) throw new ImportProblem(`${path}: there is no ${name} in it.`);
  return entry;
}

function readEntry(fd: number, path: string, entry: Entry, limits: typeof ZIP_LIMITS): Uint8Array {
  const problem = (what: string, cause?: unknown) => new ImportProblem(`${path}: ${entry.name} ${what}`, { cause });
  if (entry.encrypted) throw problem("is encrypted. Remove the zip's password first.");
  if (entry.size > limits.entryBytesMax || entry.packed > limits.entryBytesMax) {
    throw problem(`is larger than ${Math.floor(limits.entryBytesMax / 1024 ** 2)} MiB.`);
  }
  const header = readAt(fd, path, entry.at, 30);
  if (header.readUInt32LE(0) !== 0x04034b50) throw problem("is damaged.");
  const packed = readAt(fd, path, entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), entry.packed);
  if (entry.method !== 0 && entry.method !== 8) {
    throw problem("is packed in a way that is not supported. Pack it again with a common zip program.");
  }
  const bytes = entry.method === 0 ? packed : inflate(packed, entry.size);
  if (bytes === null || crc32(bytes) !== entry.checksum) throw problem("is damaged or larger than it says.");
  return bytes;
}

/** The directory's size is a claim: what inflates to more than that is given up. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}
