/**
 * Which parts of a room's log this browser holds. A segment is a stretch without holes: every seq of it is known.
 * Segments are sorted, disjoint and never adjacent, so two of them always have an unknown stretch in between.
 */
export interface Segment {
  from: number;
  to: number;
  /** Folded up to this seq (or up to the stream's position, where that is higher). */
  asOf: number;
  /** Changes after `asOf` may be missing for ever: must be loaded again before it may count as true. */
  stale: boolean;
}

/** The segment that holds a seq, or null. */
export function segmentAt(segments: readonly Segment[], seq: number): Segment | null {
  return segments.find((segment) => segment.from <= seq && seq <= segment.to) ?? null;
}

/**
 * Adds a fresh stretch. Fresh segments that touch it become one with it; stale ones that overlap it are dropped,
 * since what is left of them could not be told from what is true.
 */
export function addSegment(
  segments: readonly Segment[],
  added: { from: number; to: number; asOf: number },
): { segments: Segment[]; dropped: Segment[] } {
  if (added.to < added.from) return { segments: [...segments], dropped: [] };
  const kept: Segment[] = [];
  const dropped: Segment[] = [];
  const merged: Segment = { ...added, stale: false };
  for (const segment of segments) {
    const overlaps = segment.from <= merged.to && segment.to >= merged.from;
    const touches = segment.from <= merged.to + 1 && segment.to >= merged.from - 1;
    if (segment.stale) {
      if (overlaps) dropped.push(segment);
      else kept.push(segment);
    } else if (touches) {
      merged.from = Math.min(merged.from, segment.from);
      merged.to = Math.max(merged.to, segment.to);
      merged.asOf = Math.min(merged.asOf, segment.asOf);
    } else {
      kept.push(segment);
    }
  }
  kept.push(merged);
  kept.sort((a, b) => a.from - b.from);
  return { segments: kept, dropped };
}

/** After a gap in the stream: what is not folded up to `upTo` can no longer be brought up to date. */
export function markStale(segments: readonly Segment[], streamedTo: number, upTo: number): Segment[] {
  return segments.map((segment) => {
    const asOf = Math.max(segment.asOf, streamedTo);
    return asOf < upTo ? { ...segment, asOf, stale: true } : segment;
  });
}
