/** Width and height of a picture as it is shown, read from its header. Nothing is decoded. */
export interface Size {
  width: number;
  height: number;
}

/** The size, or null where the header does not say one: such a picture is not shown. */
export function pictureSize(head: Uint8Array, type: string): Size | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    const size = READERS[type]?.(view);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // A header that promises more than there is.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const READERS: Record<string, (view: DataView) => Size | null> = {
  "image/png": (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  "image/gif": (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  "image/webp": webp,
  "image/jpeg": jpeg,
  "image/avif": avif,
};

function webp(view: DataView): Size | null {
  const u24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (view.getUint8(15)) {
    case 0x58: // VP8X
      return { width: u24(24) + 1, height: u24(27) + 1 };
    case 0x4c: {
      // VP8L
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 0x20: // VP8
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}

/** Walks the segments up to the frame header; a photograph taken upright is turned by its Exif orientation. */
function jpeg(view: DataView): Size | null {
  let turned = false;
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    // Exif in APP1: orientations 5 to 8 lie on their side.
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966)
      turned = orientation(view, at + 10, at + 2 + length) > 4;
    at += 2 + length;
  }
}

function orientation(view: DataView, tiff: number, end: number): number {
  if (end > view.byteLength) return 1;
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > end) return 1;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > end) return 1;
    if (view.getUint16(at, little) === 0x0112) return view.getUint16(at + 8, little);
  }
  return 1;
}

/** The size property of the first image ("ispe"). */
function avif(view: DataView): Size | null {
  const end = Math.min(view.byteLength - 16, 4_096);
  for (let at = 0; at < end; at++) {
    if (view.getUint32(at) === 0x69737065) return { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
  }
  return null;
}
