"use client";

import { useEffect } from "react";
import { forgetDevice } from "@/lib/offline/client/forget-device";

/** On pages that the server shows only to somebody without a session: nothing of an earlier one stays on this device. */
export function ForgetDevice() {
  useEffect(() => void forgetDevice(), []);
  return null;
}
