"use client";

import { MessageCircle, MessageCircleQuestion, SendHorizontal, Sparkle, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState, type CSSProperties } from "react";
import { Switch } from "@/components/ui/switch";
import { accentShades, SURFACE } from "@/lib/assistant/core/embed-theme";
import type { EmbedLanguage, ProjectTexts, ProjectTheme } from "@/lib/projects/protocol";

const ICONS = { chat: MessageCircle, question: MessageCircleQuestion, spark: Sparkle };
const RADIUS = { none: 0, medium: 10, large: 18 };
const INK = { light: "#1f1d1b", dark: "#f3f0ec" };
const LINE = { light: "#d9d3ca", dark: "#45413c" };

/** A still picture of the panel and its launcher, with the colours that visitors get. */
export function LookPreview({
  theme,
  texts,
  language,
}: {
  theme: ProjectTheme;
  texts: ProjectTexts;
  language: EmbedLanguage;
}) {
  const t = useTranslations("projects.look");
  const id = useId();
  const [wantsDark, setWantsDark] = useState(false);
  const scheme = theme.scheme === "auto" ? (wantsDark ? "dark" : "light") : theme.scheme;
  const shades = accentShades(theme.accent);
  const Icon = ICONS[theme.icon];
  const radius = RADIUS[theme.radius];
  const fill: CSSProperties = { background: shades.fill, color: shades.onFill };
  const line = `1px solid ${LINE[scheme]}`;
  return (
    <section aria-labelledby={`${id}title`} className="flex flex-col gap-3 lg:sticky lg:top-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={`${id}title`} className="text-sm font-semibold">
          {t("preview")}
        </h2>
        {theme.scheme === "auto" ? (
          <label htmlFor={`${id}dark`} className="flex items-center gap-2 text-sm">
            <Switch id={`${id}dark`} checked={wantsDark} onCheckedChange={setWantsDark} />
            {t("previewDark")}
          </label>
        ) : null}
      </div>
      <div
        data-slot="look-preview"
        lang={language}
        dir={language === "ar" ? "rtl" : "ltr"}
        className="flex flex-col gap-3 rounded-md border bg-muted p-4 text-sm"
        style={{ alignItems: theme.position === "right" ? "flex-end" : "flex-start", direction: "ltr" }}
      >
        <div
          aria-hidden
          className="flex h-[26rem] w-full max-w-[22rem] flex-col overflow-hidden shadow-float"
          style={{
            background: SURFACE[scheme],
            color: INK[scheme],
            borderRadius: radius,
            direction: language === "ar" ? "rtl" : "ltr",
          }}
        >
          <div className="flex items-center gap-2 p-3" style={{ borderBottom: line }}>
            {theme.logoUrl === null ? (
              <span className="flex size-7 items-center justify-center rounded-full" style={fill}>
                <Icon aria-hidden className="size-4" />
              </span>
            ) : (
              // oxlint-disable-next-line nextjs/no-img-element -- a data address: there is nothing to optimise
              <img src={theme.logoUrl} alt="" className="size-7 object-contain" />
            )}
            <span className="min-w-0 flex-1 truncate font-semibold">{texts.name}</span>
            <X aria-hidden className="size-4" />
          </div>
          <div className="flex min-h-0 flex-1 flex-col gap-2 overflow-hidden p-3">
            <p className="self-start py-1">{texts.greeting}</p>
            <p className="max-w-[85%] self-end px-3 py-2" style={{ ...fill, borderRadius: radius }}>
              {texts.suggestions[0] ?? t("previewQuestion")}
            </p>
            <p className="self-start py-1">
              {t("previewAnswer")}{" "}
              <span className="underline" style={{ color: scheme === "light" ? shades.inkOnLight : shades.inkOnDark }}>
                {t("previewSource")}
              </span>
            </p>
          </div>
          <div className="flex flex-wrap gap-1.5 px-3 pb-2">
            {texts.suggestions.slice(0, 3).map((suggestion) => (
              <span key={suggestion} className="px-2 py-1 text-xs" style={{ border: line, borderRadius: radius }}>
                {suggestion}
              </span>
            ))}
          </div>
          <div
            className="m-3 mt-0 flex items-center gap-2 px-2.5 py-1.5"
            style={{ border: line, borderRadius: radius }}
          >
            <span className="min-w-0 flex-1 truncate opacity-80">{texts.placeholder}</span>
            <span className="flex size-7 items-center justify-center" style={{ ...fill, borderRadius: radius / 2 }}>
              <SendHorizontal aria-hidden className="size-4 rtl:rotate-180" />
            </span>
          </div>
        </div>
        <span
          aria-hidden
          className="flex size-14 items-center justify-center rounded-full shadow-float"
          style={{
            ...fill,
            marginInline: Math.min(theme.offsetX || 0, 60),
            marginBlockEnd: Math.min(theme.offsetY || 0, 60),
          }}
        >
          <Icon aria-hidden className="size-6" />
        </span>
        <p className="sr-only">
          {t("previewAlt", { position: t(`positions.${theme.position}`), accent: theme.accent })}
        </p>
      </div>
    </section>
  );
}
