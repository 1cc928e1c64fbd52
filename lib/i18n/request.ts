import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { DEFAULT_LOCALE, TIME_ZONE_COOKIE } from "./locales";
import { messages } from "./messages";
import { readTimeZone } from "./time-zone";

/** Language and zone of one request. There is no locale in the URL. */
// oxlint-disable-next-line import/no-default-export -- the next-intl plugin reads the default export
export default getRequestConfig(async () => {
  const cookie = (await cookies()).get(TIME_ZONE_COOKIE)?.value;
  return { locale: DEFAULT_LOCALE, messages, timeZone: readTimeZone(cookie) ?? "UTC" };
});
