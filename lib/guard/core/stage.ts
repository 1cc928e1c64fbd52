/** One filter of a stream of text. What it gives out may be shown; the rest it keeps until it knows. */
export interface Stage {
  push(text: string): string;
  /** The rest; nothing follows. */
  end(): string;
}

/** A whole text through a stage. */
export function through(stage: Stage, text: string): string {
  return stage.push(text) + stage.end();
}
