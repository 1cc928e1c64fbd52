/**
 * Cuts a stream of Server-Sent Events into the data of whole events; the rest waits for more. Only `data` counts: ids
 * are in the frames themselves, and a comment is a heartbeat.
 */
export function eventData(buffer: string): { data: string[]; rest: string } {
  const blocks = buffer.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  const data = blocks
    .map((block) =>
      block
        .split("\n")
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).replace(/^ /, ""))
        .join("\n"),
    )
    .filter((text) => text !== "");
  return { data, rest };
}
