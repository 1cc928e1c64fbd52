import { common, createLowlight } from "lowlight";
import { Fragment, type ReactNode } from "react";

const lowlight = createLowlight(common);

type Nodes = ReturnType<typeof lowlight.highlight>["children"];

/** The highlighter's classes by what they are to a reader; what is not listed keeps the colour of text. */
const COLOURS: readonly (readonly [RegExp, string])[] = [
  [/^hljs-(?:comment|quote|meta)$/, "text-muted-foreground"],
  [/^hljs-(?:keyword|selector-tag|literal|type|built_in|name|deletion|doctag)$/, "text-code-keyword"],
  [/^hljs-(?:string|regexp|addition|char|template-tag|link)$/, "text-code-string"],
  [/^hljs-(?:number|symbol|bullet|variable|template-variable|attr|attribute|params)$/, "text-code-number"],
  [/^hljs-(?:title|section|property|selector-class|selector-id|selector-attr|selector-pseudo)$/, "text-code-title"],
];

/** Code as coloured elements; null for a language nobody knows. */
export function highlight(language: string, text: string): ReactNode {
  if (!lowlight.registered(language)) return null;
  try {
    return elements(lowlight.highlight(language, text).children);
  } catch {
    return null;
  }
}

function elements(nodes: Nodes): ReactNode {
  return nodes.map((node, at) => {
    if (node.type === "text") return <Fragment key={at}>{node.value}</Fragment>;
    if (node.type !== "element") return null;
    return (
      <span key={at} className={colourOf(node.properties.className)}>
        {elements(node.children as Nodes)}
      </span>
    );
  });
}

function colourOf(classes: unknown): string | undefined {
  const first: unknown = Array.isArray(classes) ? classes[0] : undefined;
  return typeof first === "string" ? COLOURS.find(([name]) => name.test(first))?.[1] : undefined;
}
