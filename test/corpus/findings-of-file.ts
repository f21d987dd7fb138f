import { validate } from '../../src/checks/validate';
import { EMPTY_PROJECT } from '../../src/config/project-config';
import { readFleets } from '../../src/fleet/read-fleets';
import type { Span } from '../../src/source/source-file';

const NOW = Date.parse('2026-11-21T00:00:00Z');

/** What is found in one file that stands alone: `severity check:line`, and `unreadable:line` where its YAML is broken. */
export function findingsOfFile(name: string, text: string): readonly string[] {
  const { fleets, errors, notModelled } = readFleets([{ name, text }], EMPTY_PROJECT);
  const { diagnostics } = validate(fleets, { now: NOW, notModelled });
  return [
    ...errors.map(({ at }) => `unreadable:${typeof at === 'object' ? lineOf(at) : '-'}`),
    ...diagnostics.map(({ severity, check, place }) => `${severity} ${check}:${lineOf(place.span)}`),
  ];
}

function lineOf({ file, start }: Span): number {
  return file.positionAt(start).line;
}
