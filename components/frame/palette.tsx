"use client";

import { Hash, Lock, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import {
  Command as CommandMenu,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { useCommandList } from "./commands";
import { useFrame } from "./frame-context";
import { KeyHint } from "./key-hint";
import { loadPaletteData, type PaletteData } from "./palette-data";
import { useGo } from "./use-go";
import { useOpenDirect } from "./use-open-direct";

/** Finds a room, a person or a command by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations("frame.palette");
  const { tenant, me } = useFrame();
  const data = usePaletteData(tenant.slug);
  const commands = useCommandList().filter(({ run, keysOnly }) => run && !keysOnly);
  const go = useGo();
  const openDirect = useOpenDirect();
  const then = (act: () => unknown) => () => {
    onClose();
    // After the dialog gave the focus back, so that what the act opens can take it.
    setTimeout(act, 0);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg gap-0 overflow-hidden p-0 [&>button]:hidden" aria-describedby={undefined}>
        <DialogTitle className="sr-only">{t("label")}</DialogTitle>
        <CommandMenu label={t("label")} loop>
          <CommandInput placeholder={t("placeholder")} />
          <CommandList label={t("label")}>
            <CommandEmpty>{t("empty")}</CommandEmpty>
            {data.state === "ready" ? (
              <>
                <CommandGroup heading={t("rooms")}>
                  {data.rooms.map(({ id, name, icon }) => (
                    <CommandItem
                      key={id}
                      value={`room:${id}`}
                      keywords={[name]}
                      onSelect={then(() => go(`/${tenant.slug}/rooms/${id}`))}
                    >
                      <RoomGlyph icon={icon} />
                      <span className="truncate">{name}</span>
                    </CommandItem>
                  ))}
                </CommandGroup>
                <CommandGroup heading={t("people")}>
                  {data.people.map((person) => (
                    <CommandItem
                      key={person.id}
                      value={`person:${person.id}`}
                      keywords={[person.name, person.email ?? ""]}
                      onSelect={then(() => openDirect(person.id))}
                    >
                      <Avatar name={person.name} colorKey={person.id} size="xs" />
                      <span className="truncate">{person.name}</span>
                      {person.id === me.person ? (
                        <span className="text-xs text-muted-foreground">{t("you")}</span>
                      ) : null}
                      <span className="ms-auto truncate ps-4 text-xs text-muted-foreground">{person.email}</span>
                    </CommandItem>
                  ))}
                </CommandGroup>
              </>
            ) : null}
            <CommandGroup heading={t("commands")}>
              {commands.map(({ id, title, keys, run }) => (
                <CommandItem key={id} value={`command:${id}`} keywords={[title]} onSelect={then(() => run?.())}>
                  <span className="truncate">{title}</span>
                  {keys?.[0] ? <KeyHint combo={keys[0]} className="ms-auto ps-4" /> : null}
                </CommandItem>
              ))}
            </CommandGroup>
          </CommandList>
        </CommandMenu>
        <p role="status" className="border-t px-3 py-1.5 text-xs text-muted-foreground empty:hidden">
          {data.state === "loading" ? t("loading") : null}
          {data.state === "failed" ? t("failed") : null}
        </p>
      </DialogContent>
    </Dialog>
  );
}

const GLYPHS = { public: Hash, private: Lock, group: Users };

function RoomGlyph({ icon }: { icon: keyof typeof GLYPHS }) {
  const Icon = GLYPHS[icon];
  return <Icon aria-hidden />;
}

function usePaletteData(tenant: string): PaletteData {
  const [data, setData] = useState<PaletteData>({ state: "loading" });
  useEffect(() => {
    const leave = new AbortController();
    loadPaletteData(tenant, leave.signal).then(setData, () => setData({ state: "failed" }));
    return () => leave.abort();
  }, [tenant]);
  return data;
}
