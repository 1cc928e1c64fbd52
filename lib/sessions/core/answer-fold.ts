import type { ChatChunk, FinishReason, WireToolCall } from "@/lib/models/protocol";

/** Gathers the chunks of one model call. */
export class AnswerFold {
  text = "";
  finish: FinishReason | null = null;
  /** What the provider said in place of going on. */
  error: { code: string; message: string } | null = null;
  private readonly calls = new Map<number, WireToolCall>();

  /** Takes one event's data; answers the text that it adds. */
  take(data: string): string {
    if (data === "[DONE]") return "";
    const chunk = JSON.parse(data) as Partial<ChatChunk> & { error?: { code?: unknown; message?: unknown } };
    if (chunk.error) {
      this.error = { code: String(chunk.error.code ?? "failed"), message: String(chunk.error.message ?? "") };
      return "";
    }
    const choice = chunk.choices?.[0];
    if (!choice) return "";
    if (choice.finish_reason !== null) this.finish = choice.finish_reason;
    for (const delta of choice.delta.tool_calls ?? []) this.takeCall(delta);
    const added = choice.delta.content ?? choice.delta.refusal ?? "";
    this.text += added;
    return added;
  }

  get toolCalls(): WireToolCall[] {
    return [...this.calls].toSorted(([a], [b]) => a - b).map(([, call]) => call);
  }

  private takeCall(delta: NonNullable<ChatChunk["choices"][number]["delta"]["tool_calls"]>[number]): void {
    const call = this.calls.get(delta.index) ?? { id: "", type: "function", function: { name: "", arguments: "" } };
    this.calls.set(delta.index, {
      id: delta.id ?? call.id,
      type: "function",
      function: {
        name: call.function.name + (delta.function?.name ?? ""),
        arguments: call.function.arguments + (delta.function?.arguments ?? ""),
      },
    });
  }
}

/** Cuts Server-Sent Events out of text that comes in pieces. Comments and other fields are passed over. */
export class EventCutter {
  private rest = "";

  /** The data of each event that is whole by now. */
  push(text: string): string[] {
    this.rest += text;
    const blocks = this.rest.split(/\r?\n\r?\n/);
    this.rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const data = block
        .split(/\r?\n/)
        .flatMap((line) => (line.startsWith("data:") ? [line.slice(5).trimStart()] : []));
      return data.length === 0 ? [] : [data.join("\n")];
    });
  }
}
