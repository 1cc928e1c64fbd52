import { OwnEmoji } from "@/components/emoji/emoji-glyph";
import type { GroupId, PersonId, RoomId } from "@/lib/platform/ids";
import type { Inline } from "@/lib/rooms/core/markdown-nodes";
import { hostToShow } from "@/lib/rooms/core/safe-href";
import { EveryoneChip, GroupChip, PersonChip, RoomChip } from "./mention-chip";

/** A run of text with its marks. */
export function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, at) => <InlineView key={at} node={node} />);
}

function InlineView({ node }: { node: Inline }) {
  switch (node.kind) {
    case "text":
      return node.text;
    case "break":
      return <br />;
    case "strong":
      return (
        <strong className="font-semibold">
          <Inlines nodes={node.children} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case "strike":
      return (
        <del className="text-muted-foreground">
          <Inlines nodes={node.children} />
        </del>
      );
    case "code":
      return <code className="rounded-sm border bg-muted px-1 py-px font-mono text-[0.85em]">{node.text}</code>;
    case "link":
      return <Link href={node.href} nodes={node.children} />;
    case "person":
      return <PersonChip id={node.id as PersonId} />;
    case "group":
      return <GroupChip id={node.id as GroupId} />;
    case "everyone":
      return <EveryoneChip who={node.who} />;
    case "room":
      return <RoomChip id={node.id as RoomId} />;
    case "emoji":
      return <OwnEmoji name={node.name} />;
    default:
      return node satisfies never;
  }
}

/** Says where it leads when its text does not. The text stands apart, so that no sign in it can turn the host around. */
function Link({ href, nodes }: { href: string; nodes: readonly Inline[] }) {
  const host = hostToShow(href, textOf(nodes));
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      title={href}
      className="text-primary underline decoration-primary/40 underline-offset-2 hover:decoration-primary"
    >
      <bdi>
        <Inlines nodes={nodes} />
      </bdi>
      {host === null ? null : <bdi className="text-[0.85em] text-muted-foreground no-underline"> ({host})</bdi>}
    </a>
  );
}

function textOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ("children" in node) return textOf(node.children);
      if (node.kind === "emoji") return `:${node.name}:`;
      return "text" in node ? node.text : " ";
    })
    .join("");
}
