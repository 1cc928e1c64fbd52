import { isLoose } from "./normalise";
import { stemsOf, wordsOf } from "./words";

/** A tool as a model is offered it. */
export interface OfferedTool {
  name: string;
  inputSchema: unknown;
}

export interface PickedTool {
  name: string;
  input: Record<string, unknown>;
}

/** What people say for the verbs in tools' names. */
const SAME: Record<string, readonly string[]> = {
  create: ["open", "raise", "file", "submit", "make", "report"],
  update: ["change", "edit", "modify", "amend"],
  delete: ["remove", "erase"],
  list: ["show", "display"],
  get: ["show", "fetch", "look"],
  search: ["find", "look"],
  status: ["state", "progress"],
  handoff: ["human", "agent", "operator", "representative", "person", "colleague"],
};
/** Parameters that take the question itself. */
const FREE_TEXT =
  /^(?:query|question|q|text|message|subject|title|summary|description|body|reason|content|prompt|input)$/i;
const IDENTIFIER = /^(?:id|number|reference|ref|code)$|(?:_id|Id|_number|Number)$/;

/**
 * The one tool whose whole name the text says (`ticket_status`: "the status of my ticket 42"), with every required parameter
 * found in the text. Null as soon as two would do, or a parameter is missing: then it is not for rules to decide.
 */
export function pickTool(text: string, tools: readonly OfferedTool[]): PickedTool | null {
  const said = new Set([...wordsOf(text).map((word) => word.stem), ...stemsOf(text)]);
  const named = tools.filter((tool) => {
    const words = nameStems(tool.name);
    return words.length > 0 && words.every((alternatives) => alternatives.some((stem) => said.has(stem)));
  });
  const longest = Math.max(0, ...named.map((tool) => nameStems(tool.name).length));
  const best = named.filter((tool) => nameStems(tool.name).length === longest);
  const [tool] = best;
  if (!tool || best.length > 1) return null;
  const input = fillInput(text, tool.inputSchema, false);
  return input === null ? null : { name: tool.name, input };
}

/** The input of a tool that has to be called: what is found in the text, else the text itself. */
export function forcedInput(text: string, tool: OfferedTool): PickedTool {
  return { name: tool.name, input: fillInput(text, tool.inputSchema, true) ?? {} };
}

function nameStems(name: string): string[][] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) =>
      [word, ...(SAME[word.toLowerCase()] ?? [])].flatMap((each) => wordsOf(each).map(({ stem }) => stem)),
    );
}

function fillInput(text: string, schema: unknown, forced: boolean): Record<string, unknown> | null {
  const properties = isLoose(schema) && isLoose(schema.properties) ? schema.properties : {};
  const required = isLoose(schema) && Array.isArray(schema.required) ? schema.required.map(String) : [];
  const strings = required.filter((name) => isLoose(properties[name]) && properties[name].type === "string").length;
  const input: Record<string, unknown> = {};
  for (const name of required) {
    const value = valueOf(text, name, properties[name], strings === 1);
    if (value !== undefined) input[name] = value;
    else if (!forced) return null;
    else input[name] = text;
  }
  return input;
}

function valueOf(text: string, name: string, schema: unknown, onlyString: boolean): unknown {
  if (!isLoose(schema)) return undefined;
  if (Array.isArray(schema.enum)) {
    const lower = text.toLowerCase();
    const said = schema.enum.filter((value) => typeof value === "string" && lower.includes(value.toLowerCase()));
    return said.length === 1 ? said[0] : undefined;
  }
  const numbers = text.match(/(?<![\p{L}\d-])\d+(?:\.\d+)?(?![\p{L}\d])/gu) ?? [];
  switch (schema.type) {
    case "integer":
    case "number": {
      const value = Number(numbers[0]);
      return numbers.length === 1 && (schema.type === "number" || Number.isInteger(value)) ? value : undefined;
    }
    case "string": {
      const quoted = [...text.matchAll(/["“”„«]([^"“”„«»]{1,500})["“”»]/g)].map((match) => match[1]);
      if (IDENTIFIER.test(name)) {
        const ids = text.match(/(?<![\p{L}\d])#?(?:[A-Za-z]+-)?\d[\w-]*/gu) ?? [];
        return ids.length === 1 ? ids[0]?.replace(/^#/, "") : undefined;
      }
      if (quoted.length === 1) return quoted[0];
      return onlyString && FREE_TEXT.test(name) ? text : undefined;
    }
    default:
      return undefined;
  }
}
