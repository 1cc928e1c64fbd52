import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { avatarHue, initialsOf } from "@/lib/ui/initials";
import { cn } from "@/lib/ui/cn";

const avatarVariants = cva(
  "relative inline-flex shrink-0 items-center justify-center rounded-md font-medium select-none",
  {
    variants: {
      size: {
        xs: "size-5 rounded-sm text-[0.625rem]",
        sm: "size-6 rounded-sm text-[0.6875rem]",
        default: "size-9 text-sm",
        lg: "size-12 text-base",
      },
    },
    defaultVariants: { size: "default" },
  },
);

export interface AvatarProps extends Omit<ComponentProps<"span">, "children">, VariantProps<typeof avatarVariants> {
  name: string;
  /** Keeps the colour when the name changes; the name itself when absent. */
  colorKey?: string;
  /** A picture on our own origin; others are not loaded. */
  image?: string | null;
  presence?: PresenceLook;
}

export type PresenceLook = "online" | "away" | "dnd" | "offline";

/** Initials on a colour that stays with the person. Decorative: the name is always beside it in text. */
export function Avatar({ name, colorKey, image, presence, size, className, style, ...props }: AvatarProps) {
  const own = image?.startsWith("/") && !image.startsWith("//");
  return (
    <span
      data-slot="avatar"
      aria-hidden
      className={cn(avatarVariants({ size }), className)}
      style={{
        backgroundColor: `light-dark(oklch(0.9 0.04 ${avatarHue(colorKey ?? name)}), oklch(0.36 0.045 ${avatarHue(colorKey ?? name)}))`,
        color: `light-dark(oklch(0.36 0.07 ${avatarHue(colorKey ?? name)}), oklch(0.9 0.04 ${avatarHue(colorKey ?? name)}))`,
        ...style,
      }}
      {...props}
    >
      {own ? (
        // oxlint-disable-next-line nextjs/no-img-element -- the optimiser is off
        <img src={image ?? undefined} alt="" className="size-full rounded-[inherit] object-cover" />
      ) : (
        // Not text: copying a conversation must not copy it.
        <span data-initials={initialsOf(name)} className="before:content-[attr(data-initials)]" />
      )}
      {presence ? (
        <PresenceDot
          presence={presence}
          className={cn(
            "absolute -end-0.5 -bottom-0.5 ring-2 ring-background",
            (size === "xs" || size === "sm") && "size-2",
          )}
        />
      ) : null}
    </span>
  );
}

const presenceVariants = cva("block size-2.5 shrink-0 rounded-full border-[1.5px]", {
  variants: {
    /** Told apart by shape too: full, half, barred, hollow. */
    presence: {
      online: "border-primary bg-primary",
      away: "border-primary bg-linear-to-r from-primary from-50% to-background to-50%",
      dnd: "border-muted-foreground bg-linear-to-b from-muted-foreground from-35% via-background via-35% to-muted-foreground to-65%",
      offline: "border-muted-foreground/70 bg-background",
    },
  },
});

/** Whether somebody is there. Decorative: say it in words nearby. */
export function PresenceDot({ presence, className, ...props }: ComponentProps<"span"> & { presence: PresenceLook }) {
  return (
    <span
      data-slot="presence-dot"
      data-presence={presence}
      aria-hidden
      className={cn(presenceVariants({ presence }), className)}
      {...props}
    />
  );
}
