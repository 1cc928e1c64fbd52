"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { PersonId } from "@/lib/platform/ids";
import { useNameOf, useRooms } from "./rooms-provider";

/** Everybody who has read a message. */
export function SeenDialog({ people, onClose }: { people: readonly PersonId[]; onClose: () => void }) {
  const t = useTranslations("threads.seen");
  const nameOf = useNameOf();
  const { people: directory } = useRooms();
  const named = people.map((person) => ({ person, name: nameOf(person) })).sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-xs">
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("count", { count: people.length })}</DialogDescription>
        </DialogHeader>
        <ul className="scroll-quiet flex max-h-72 flex-col gap-1 overflow-y-auto">
          {named.map(({ person, name }) => (
            <li key={person} className="flex min-h-8 items-center gap-2.5">
              <Avatar size="sm" name={name} colorKey={person} image={directory.get(person)?.image ?? null} />
              <span className="min-w-0 truncate">{name}</span>
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
