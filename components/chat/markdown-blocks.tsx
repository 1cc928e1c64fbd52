import { useTranslations } from "next-intl";
import type { Block, CellAlign, Inline, ListItem } from "@/lib/rooms/core/markdown-nodes";
import { cn } from "@/lib/ui/cn";
import { CodeBlock } from "./code-block";
import { Inlines } from "./markdown-inlines";

/** A parsed message, block by block. Trees come from one parse and never change: places serve as keys. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, at) => <BlockView key={at} block={block} />);
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "paragraph":
      return (
        <p dir="auto">
          <Inlines nodes={block.children} />
        </p>
      );
    case "heading":
      // Not a heading of the page: a message may not change its outline.
      return (
        <p dir="auto" className={cn("font-semibold", block.level === 1 && "text-lg")}>
          <Inlines nodes={block.children} />
        </p>
      );
    case "code":
      return <CodeBlock language={block.language} text={block.text} />;
    case "quote":
      return (
        <blockquote className="flex flex-col gap-1.5 border-s-2 border-input ps-3 text-muted-foreground">
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case "list":
      return <List start={block.start} items={block.items} />;
    case "table":
      return <Table align={block.align} head={block.head} rows={block.rows} />;
    case "rule":
      return <hr className="my-1 w-full border-t" />;
    default:
      return block satisfies never;
  }
}

function List({ start, items }: { start: number | null; items: readonly ListItem[] }) {
  const entries = items.map((item, at) => <Item key={at} item={item} />);
  return start === null ? (
    <ul className={cn("flex flex-col gap-0.5 ps-6", items.every(({ checked }) => checked === null) && "list-disc")}>
      {entries}
    </ul>
  ) : (
    <ol start={start} className="flex list-decimal flex-col gap-0.5 ps-6 marker:tabular-nums">
      {entries}
    </ol>
  );
}

function Item({ item: { checked, children } }: { item: ListItem }) {
  const t = useTranslations("rooms.message");
  if (checked === null) {
    return (
      <li>
        <Blocks blocks={children} />
      </li>
    );
  }
  return (
    <li className="relative list-none">
      <span
        role="img"
        aria-label={t(checked ? "taskDone" : "taskOpen")}
        className={cn(
          "absolute -start-5 top-[0.3125rem] flex size-3.5 items-center justify-center rounded-xs border border-input text-[0.625rem] leading-none",
          checked && "border-primary bg-primary text-primary-foreground",
        )}
      >
        {checked ? "✓" : null}
      </span>
      <Blocks blocks={children} />
    </li>
  );
}

const ALIGN: Record<Exclude<CellAlign, null>, string> = {
  left: "text-left",
  center: "text-center",
  right: "text-right",
};

function Table({ align, head, rows }: { align: readonly CellAlign[]; head: Inline[][]; rows: Inline[][][] }) {
  const t = useTranslations("rooms.message");
  const looks = (at: number) => {
    const side = align[at] ?? null;
    return cn("border px-2 py-1 align-top", side && ALIGN[side]);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region must be reachable by keyboard
    <div role="region" aria-label={t("table")} tabIndex={0} className="scroll-quiet max-w-full overflow-x-auto">
      <table className="border-collapse text-sm [overflow-wrap:normal]">
        <thead>
          <tr className="bg-muted">
            {head.map((cell, at) => (
              <th key={at} scope="col" className={cn("font-semibold", looks(at))}>
                <Inlines nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, at) => (
                <td key={at} className={looks(at)}>
                  <Inlines nodes={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
