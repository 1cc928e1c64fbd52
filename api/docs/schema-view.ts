import { type Html, html, prose } from "./html";

/** What of JSON Schema occurs in our document. */
export interface SchemaNode {
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  enum?: readonly unknown[];
  const?: unknown;
  properties?: Record<string, SchemaNode>;
  required?: readonly string[];
  items?: SchemaNode;
  anyOf?: readonly SchemaNode[];
  oneOf?: readonly SchemaNode[];
  allOf?: readonly SchemaNode[];
  additionalProperties?: boolean | SchemaNode;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

/** Deeper than any body of ours; a schema that names itself ends here. */
const DEPTH_MAX = 8;

/** The members of a schema as nested lists that open and close without a script. */
export function schemaView(node: SchemaNode, depth = 0): Html | null {
  if (depth > DEPTH_MAX) return null;
  const branches = branchesOf(node);
  if (branches.length > 1) {
    return html`<ul class="choices">
      ${branches.map((branch) => html`<li>${typeLine(branch)}${schemaView(branch, depth + 1)}</li>`)}
    </ul>`;
  }
  if (node.items) return schemaView(node.items, depth + 1);
  const members = Object.entries(node.properties ?? {});
  if (members.length === 0) return null;
  return html`<ul class="members">
    ${members.map(([name, member]) => memberView(name, member, node.required?.includes(name) === true, depth))}
  </ul>`;
}

function memberView(name: string, member: SchemaNode, required: boolean, depth: number): Html {
  const inner = schemaView(member, depth + 1);
  const head = html`<code class="name">${name}</code> ${typeLine(member)}
    ${required ? html`<span class="required">required</span>` : null}`;
  const text = member.description ? html`<p>${prose(member.description)}</p>` : null;
  if (!inner) return html`<li>${head}${text}</li>`;
  return html`<li>
    <details>
      <summary>${head}</summary>
      ${text}${inner}
    </details>
  </li>`;
}

function typeLine(node: SchemaNode): Html {
  return html`<span class="type">${typeOf(node)}</span
    >${boundsOf(node).map((bound) => html` <span class="bound">${bound}</span>`)}`;
}

/** In words: `string or null`, `list of object`, `"auto" or "low"`. */
export function typeOf(node: SchemaNode): string {
  if (node.$ref) return node.$ref.split("/").at(-1) ?? "object";
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (node.const !== undefined) return JSON.stringify(node.const);
  const branches = branchesOf(node);
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(" or ");
  if (node.items) return `list of ${typeOf(node.items)}`;
  if (typeof node.type === "string") return node.type;
  return node.type ? node.type.join(" or ") : "any";
}

function branchesOf(node: SchemaNode): readonly SchemaNode[] {
  return node.anyOf ?? node.oneOf ?? node.allOf ?? [];
}

function boundsOf(node: SchemaNode): string[] {
  const range = (low: number | undefined, high: number | undefined, unit: string) => {
    if (low === undefined && high === undefined) return [];
    if (high === undefined || high === Number.MAX_SAFE_INTEGER)
      return low === undefined ? [] : [`at least ${low}${unit}`];
    if (low === undefined || low === Number.MIN_SAFE_INTEGER) return [`at most ${high}${unit}`];
    return [`${low} to ${high}${unit}`];
  };
  return [
    ...range(node.minLength, node.maxLength, " characters"),
    ...range(node.minItems, node.maxItems, " items"),
    ...(node.minimum === Number.MIN_SAFE_INTEGER
      ? range(undefined, node.maximum, "")
      : range(node.minimum, node.maximum, "")),
  ].filter((bound) => !bound.includes(String(Number.MAX_SAFE_INTEGER)));
}
