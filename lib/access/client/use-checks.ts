import { useTranslations } from "next-intl";
import { cleanName, NAME_CHARS_MAX } from "../core/name";
import { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN } from "../core/password-rule";

/** Loose on purpose: the server and the mail decide what an address is. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Checks of single fields, answering words or undefined. */
export function useChecks() {
  const t = useTranslations("access.fault");
  return {
    required: (value: string) => (value.trim() === "" ? t("required") : undefined),
    email: (value: string) => (value.trim() === "" ? t("required") : EMAIL.test(value.trim()) ? undefined : t("email")),
    name: (value: string) =>
      value.trim() === "" ? t("required") : cleanName(value) === null ? t("name", { max: NAME_CHARS_MAX }) : undefined,
    newPassword: (value: string) => {
      if (value === "") return t("required");
      if (value.length < PASSWORD_CHARS_MIN) return t("passwordShort", { min: PASSWORD_CHARS_MIN });
      return value.length > PASSWORD_CHARS_MAX ? t("passwordLong", { max: PASSWORD_CHARS_MAX }) : undefined;
    },
    code: (value: string) => (/^\d{6}$/.test(value.replaceAll(/\s/g, "")) ? undefined : t("code")),
  };
}
