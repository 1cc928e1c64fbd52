/** Takes markers of sources that were not given (`[9]`) out of an answer as it streams by. */
const MARKER = / ?\[(\d{1,3})\]/g;
/** What may become a marker with what comes next. */
const UNFINISHED = / ?\[?\d{0,3}$/;

export class SourceMarks {
  private readonly sources: number;
  private waiting = "";

  constructor(sources: number) {
    this.sources = sources;
  }

  push(text: string): string {
    const all = this.waiting + text;
    const tail = UNFINISHED.exec(all)?.[0] ?? "";
    // Digits alone are no beginning of one.
    const keeps = tail.startsWith(" ") || tail.startsWith("[") ? tail.length : 0;
    const keep = /^ \d/.test(tail) ? 0 : keeps;
    this.waiting = keep === 0 ? "" : all.slice(-keep);
    return this.clean(keep === 0 ? all : all.slice(0, -keep));
  }

  end(): string {
    const rest = this.waiting;
    this.waiting = "";
    return this.clean(rest);
  }

  private clean(text: string): string {
    return text.replace(MARKER, (whole, n: string) => (Number(n) >= 1 && Number(n) <= this.sources ? whole : ""));
  }
}
