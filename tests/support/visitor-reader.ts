import type { ServerFrame, VisitorMessage } from "@/lib/assistant/protocol";

/**
 * What a panel puts together of one answer from what comes over any number of connections. It forgives nothing: a token that
 * is missing, comes twice, or is taken back is an error, also where the whole answer comes at the end.
 */
export class VisitorReader {
  text = "";
  /** The answer once it has ended. */
  whole: VisitorMessage | null = null;
  private readonly seq: number;

  constructor(seq: number) {
    this.seq = seq;
  }

  /** What a connection has to be told so that it goes on from here. */
  get held(): { seq: number; length: number } {
    return { seq: this.seq, length: this.text.length };
  }

  /** @throws Error at the first frame that does not go on where the text ends. */
  take(frames: readonly ServerFrame[]): void {
    for (const frame of frames) {
      if (frame.type === "error") throw new Error(`${frame.code}: ${frame.message}`);
      if (frame.type === "delta" && frame.seq === this.seq) this.append(frame);
      else for (const message of messagesOf(frame)) if (message.seq === this.seq) this.see(message);
    }
  }

  private append({ at, text }: { at: number; text: string }): void {
    if (this.whole) throw new Error("A delta came after the end.");
    if (at !== this.text.length) throw new Error(`A delta begins at ${at}, the text ends at ${this.text.length}.`);
    this.text += text;
  }

  private see(message: VisitorMessage): void {
    if (!message.text.startsWith(this.text)) throw new Error("What was shown did not stay.");
    this.text = message.text;
    if (message.state !== "running") this.whole = message;
  }
}

/** Whether these frames end the answer, or refuse the question. */
export function isAnswered(frames: readonly ServerFrame[], seq: number): boolean {
  return frames.some(
    (frame) => frame.type === "error" || messagesOf(frame).some((each) => each.seq === seq && each.state !== "running"),
  );
}

function messagesOf(frame: ServerFrame): readonly VisitorMessage[] {
  if (frame.type === "message") return [frame.message];
  return frame.type === "ready" ? frame.messages : [];
}
