/** Puts the markers of sources into an answer of quotes as it streams by: what comes is the text without them. */
const MARKER = / \[\d{1,2}\]/y;

export class MarkedQuotes {
  private readonly marked: string;
  private at = 0;
  /** It says something else than was expected: then it goes by as it is. */
  private strayed = false;

  /** `marked`: the whole answer with its markers. */
  constructor(marked: string) {
    this.marked = marked;
  }

  push(text: string): string {
    if (this.strayed) return text;
    let out = "";
    for (const [place, char] of [...text].entries()) {
      if (this.marked.startsWith(char, this.at)) {
        out += char + this.after(char.length);
      } else {
        this.strayed = true;
        return out + [...text].slice(place).join("");
      }
    }
    return out;
  }

  /** Steps over a character; answers the marker that stands behind it. */
  private after(length: number): string {
    this.at += length;
    MARKER.lastIndex = this.at;
    const marker = MARKER.exec(this.marked)?.[0] ?? "";
    this.at += marker.length;
    return marker;
  }
}
