import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppProviders } from "@/components/frame/app-providers";
import { clientMessages } from "@/lib/i18n/messages";
import { fontClasses } from "@/lib/ui/fonts";
import { nonceOf } from "@/lib/ui/nonce";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("landing");
  return {
    title: { default: t("title"), template: `%s · ${t("title")}` },
    description: t("description"),
    applicationName: t("title"),
    appleWebApp: { title: t("title"), statusBarStyle: "default" },
    robots: { index: false },
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  // The keyboard of a phone shortens the page instead of covering the composer.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f4f1" },
    { media: "(prefers-color-scheme: dark)", color: "#0f0e0c" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, requestHeaders] = await Promise.all([getLocale(), headers()]);
  return (
    // The theme's class is set before the first paint, so the server cannot know it.
    <html lang={locale} dir="ltr" className={fontClasses} suppressHydrationWarning>
      <body className="font-sans">
        <NextIntlClientProvider messages={clientMessages()}>
          <AppProviders nonce={nonceOf(requestHeaders.get("content-security-policy"))}>{children}</AppProviders>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
