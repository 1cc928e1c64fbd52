import { allowedHosts } from "./allowed-hosts";
import { readBare } from "./bare-links";
import { readMark } from "./link-marks";
import { readerStage } from "./reader";
import { through, type Stage } from "./stage";

/**
 * Leaves links and images to the listed hosts alone, and of all others only their text. Whatever way they are written:
 * inline, by reference, in angle brackets, as HTML, as a bare address. Two passes, marks first: their text may have
 * addresses in it.
 */
export function linkFilter(hosts: readonly string[]): Stage {
  const allowed = allowedHosts(hosts);
  const marks = readerStage(/[![\]<]/g, (text, at, ended) => readMark(text, at, ended, allowed));
  const bare = readerStage(/[hHwW:&]/g, (text, at, ended) => readBare(text, at, ended, allowed));
  return {
    push: (text) => bare.push(marks.push(text)),
    end: () => bare.push(marks.end()) + bare.end(),
  };
}

/** A whole text at once. */
export function filterLinks(markdown: string, hosts: readonly string[]): string {
  return through(linkFilter(hosts), markdown);
}
