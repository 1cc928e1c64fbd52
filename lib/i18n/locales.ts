/** Languages the interface exists in; the first is the default. */
export const LOCALES = ["en"] as const;
export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = "en";

/** Holds the viewer's IANA zone, so that the first paint of the next page already shows their times. */
export const TIME_ZONE_COOKIE = "parlor_tz";
