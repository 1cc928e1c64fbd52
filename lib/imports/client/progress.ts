import type { WriteStream } from "node:tty";

export interface Progress {
  step(state: { done: number; total: number; messages: number; channel: string }): void;
  end(): void;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const LINE_MS = 5_000;

/** A bar on a terminal, a plain line every few seconds elsewhere. */
export function startProgress(out: NodeJS.WriteStream | WriteStream, now: () => number = Date.now): Progress {
  const startedAt = now();
  let shownAt = 0;
  return {
    step(state) {
      const every = out.isTTY ? REDRAW_MS : LINE_MS;
      if (now() - shownAt < every && state.done < state.total) return;
      shownAt = now();
      const line = describe(state, (shownAt - startedAt) / 1000);
      if (!out.isTTY) out.write(`${line}\n`);
      else out.write(`\r\u001B[2K${bar(state.done, state.total)} ${line}`.slice(0, (out.columns || 80) + 4));
    },
    end() {
      if (out.isTTY) out.write("\r\u001B[2K");
    },
  };
}

function describe(
  { done, total, messages, channel }: { done: number; total: number; messages: number; channel: string },
  seconds: number,
): string {
  const share = total === 0 ? 1 : done / total;
  const rate = Math.round(messages / Math.max(seconds, 0.001));
  const left = share > 0.01 ? `, ${Math.ceil(seconds / share - seconds)} s left` : "";
  return `${Math.floor(share * 100)} %, ${messages} messages, ${rate}/s${left}, ${channel}`;
}

function bar(done: number, total: number): string {
  const full = total === 0 ? BAR_WIDTH : Math.round((done / total) * BAR_WIDTH);
  return `[${"#".repeat(full)}${"-".repeat(BAR_WIDTH - full)}]`;
}
