/** What became of every record of an export: counted by name, with a few places to look at. */

export interface TallyLine {
  count: number;
  /** Up to `EXAMPLES_MAX` places, such as `general/2024-03-01.json 1709251200.000100`. */
  examples: string[];
}

const EXAMPLES_MAX = 5;

export class Tally {
  readonly mapped = new Map<string, TallyLine>();
  readonly notMapped = new Map<string, TallyLine>();

  /** Something of the export that is now in Parlor. */
  did(what: string, place?: string, count = 1): void {
    add(this.mapped, what, place, count);
  }

  /** Something that is not, or not as it was, and why. */
  left(reason: string, place?: string, count = 1): void {
    add(this.notMapped, reason, place, count);
  }

  merge(other: Tally): void {
    for (const [name, line] of other.mapped) mergeLine(this.mapped, name, line);
    for (const [name, line] of other.notMapped) mergeLine(this.notMapped, name, line);
  }

  toJSON(): { mapped: Record<string, TallyLine>; notMapped: Record<string, TallyLine> } {
    return { mapped: Object.fromEntries(this.mapped), notMapped: Object.fromEntries(this.notMapped) };
  }
}

function add(lines: Map<string, TallyLine>, name: string, place: string | undefined, count: number): void {
  if (count === 0) return;
  const line = lines.get(name) ?? { count: 0, examples: [] };
  line.count += count;
  if (place !== undefined && line.examples.length < EXAMPLES_MAX) line.examples.push(place);
  lines.set(name, line);
}

function mergeLine(lines: Map<string, TallyLine>, name: string, more: TallyLine): void {
  const line = lines.get(name) ?? { count: 0, examples: [] };
  line.count += more.count;
  line.examples = [...line.examples, ...more.examples].slice(0, EXAMPLES_MAX);
  lines.set(name, line);
}
