import { CHOICE_BOUNDS } from "../core/choice-bounds";

/** A picture from the disk as a small PNG or WebP in a data address; null when the browser cannot read it. */
export async function shrinkPicture(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, CHOICE_BOUNDS.logoPixels / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  // The first that is small enough: WebP where the browser writes it (others answer PNG).
  const tries = [
    canvas.toDataURL("image/webp", 0.9),
    canvas.toDataURL("image/png"),
    canvas.toDataURL("image/webp", 0.5),
  ];
  return tries.find((address) => address.length <= CHOICE_BOUNDS.logoCharsMax) ?? null;
}
