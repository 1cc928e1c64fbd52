/** A message's text as a tree of plain values: what is shown, in order. No node holds markup. */
export type Block =
  | { kind: "paragraph"; children: Inline[] }
  | { kind: "heading"; level: number; children: Inline[] }
  | { kind: "code"; language: string; text: string }
  | { kind: "quote"; children: Block[] }
  | { kind: "list"; start: number | null; items: ListItem[] }
  | { kind: "table"; align: CellAlign[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: "rule" };

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "break" }
  | { kind: "strong" | "emphasis" | "strike"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; children: Inline[] }
  | { kind: "person"; id: string }
  | { kind: "group"; id: string }
  | { kind: "everyone"; who: "room" | "here" }
  | { kind: "room"; id: string }
  /** `:name:`, which is a picture where the tenant has one of that name, and text where it has none. */
  | { kind: "emoji"; name: string };

export type CellAlign = "left" | "center" | "right" | null;

export interface ListItem {
  /** Null: not a task. */
  checked: boolean | null;
  children: Block[];
}

/** Calls for every inline node of a tree, in reading order. */
export function eachInline(blocks: readonly Block[], visit: (node: Inline) => void): void {
  const inline = (nodes: readonly Inline[]) => {
    for (const node of nodes) {
      visit(node);
      if ("children" in node) inline(node.children);
    }
  };
  for (const block of blocks) {
    switch (block.kind) {
      case "paragraph":
      case "heading":
        inline(block.children);
        break;
      case "quote":
        eachInline(block.children, visit);
        break;
      case "list":
        for (const item of block.items) eachInline(item.children, visit);
        break;
      case "table":
        for (const cell of [...block.head, ...block.rows.flat()]) inline(cell);
        break;
      case "code":
      case "rule":
        break;
      default:
        block satisfies never;
    }
  }
}
