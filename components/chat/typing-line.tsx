"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRoom } from "./room-context";
import { useNameOf } from "./rooms-provider";

/** Who is writing now. Its line is always there, so nothing moves when somebody begins. */
export function TypingLine() {
  const t = useTranslations("rooms.typing");
  const typing = useRoom(({ view }) => view.typing);
  const nameOf = useNameOf();
  const names = useMemo(() => [...typing.keys()].map(nameOf), [typing, nameOf]);
  const [first = "", second = ""] = names;
  return (
    <div
      data-slot="typing"
      aria-live="off"
      className="flex h-5 shrink-0 items-center px-4 ps-[1.125rem] text-xs text-muted-foreground"
    >
      <span className="min-w-0 truncate">
        {names.length === 1 ? t("one", { name: first }) : null}
        {names.length === 2 ? t("two", { first, second }) : null}
        {names.length > 2 ? t("many", { count: names.length }) : null}
      </span>
    </div>
  );
}
