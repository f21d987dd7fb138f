import type { Place } from './finding';

/** `file:line`, for messages that point at a second place. */
export function locationText({ span }: Place): string {
  return `${span.file.name}:${span.file.positionAt(span.start).line}`;
}
