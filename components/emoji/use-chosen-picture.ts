"use client";

import { useEffect, useState } from "react";
import { judgePicture, type PictureFault } from "@/lib/emoji/core/picture";

export interface ChosenPicture {
  file: File;
  /** Of this window only, for the preview. */
  url: string;
}

/** A picture from the disk, judged as the server will judge it. */
export function useChosenPicture(): {
  picture: ChosenPicture | null;
  fault: PictureFault | "unreadable" | null;
  choose(file: File | undefined): Promise<void>;
} {
  const [picture, setPicture] = useState<ChosenPicture | null>(null);
  const [fault, setFault] = useState<PictureFault | "unreadable" | null>(null);
  useEffect(
    () => () => {
      if (picture) URL.revokeObjectURL(picture.url);
    },
    [picture],
  );
  const choose = async (file: File | undefined) => {
    setPicture(null);
    setFault(null);
    if (!file) return;
    const bytes = await file.arrayBuffer().catch(() => null);
    if (!bytes) return setFault("unreadable");
    const judged = judgePicture(new Uint8Array(bytes));
    if (judged.ok) setPicture({ file, url: URL.createObjectURL(file) });
    else setFault(judged.fault);
  };
  return { picture, fault, choose };
}
