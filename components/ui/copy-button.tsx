"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";

const SHOWN_MS = 2_000;

/** Copies `value` and says so, in the button and to assistive technology. Where the clipboard is refused, it says that. */
export function CopyButton({
  value,
  label,
  children,
  ...props
}: Omit<ButtonProps, "onClick" | "value"> & { value: string; label: string }) {
  const t = useTranslations("frame.ui");
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => setState((await writeClipboard(value)) ? "copied" : "refused");
  return (
    <>
      <Button
        data-slot="copy-button"
        variant="ghost"
        size={children ? "sm" : "icon-sm"}
        aria-label={children ? undefined : label}
        {...props}
        onClick={copy}
      >
        {state === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
        {children}
      </Button>
      <span role="status" className="sr-only">
        {state === "copied" ? t("copied") : null}
        {state === "refused" ? t("copyRefused") : null}
      </span>
    </>
  );
}

async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
