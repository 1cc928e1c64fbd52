import { useFormatter } from "next-intl";
import { useCallback } from "react";

const NANO = 1_000_000_000;
const CENT = NANO / 100;

/** Nano US dollars as people read them: to the cent, and small amounts to their first digits. */
export function useMoney(): (nano: number) => string {
  const format = useFormatter();
  return useCallback(
    (nano) => {
      const small = nano !== 0 && Math.abs(nano) < CENT;
      const digits = small ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
      return format.number(nano / NANO, { style: "currency", currency: "USD", ...digits });
    },
    [format],
  );
}
