import { describeValue, isObject, isTexts, isWhole } from './json-value';
import { SnapshotError } from './snapshot-error';
import { SNAPSHOT_SOURCE_KINDS, type SnapshotHeader, STALENESS_MODES } from './snapshot-header';

/** The newest version of the format that this program reads. */
const NEWEST_VERSION = 1;

/** Checks the parsed first line. Unknown keys stay. */
export function readHeader(line: unknown): SnapshotHeader {
  if (!isObject(line) || line.format !== 'foresail-snapshot') {
    throw wrong(
      'this is not a Foresail snapshot',
      'The first line of a snapshot is {"format":"foresail-snapshot","version":1,...}.',
    );
  }
  checkVersion(line.version);
  for (const key of REQUIRED) {
    if (!Object.hasOwn(line, key)) throw wrong(`the header has no ${key}`, `A header has ${REQUIRED.join(', ')}.`);
  }
  for (const [key, rule] of Object.entries(RULES)) {
    if (Object.hasOwn(line, key) && !rule.holds(line[key])) {
      throw wrong(`the header's ${key} is ${describeValue(line[key])}`, `It must be ${rule.allowed}.`);
    }
  }
  const { format: _format, version: _version, ...header } = line;
  const { start, end } = header as SnapshotHeader;
  if (start > end) throw wrong(`the header's start ${start} is after its end ${end}`, 'Both are ms since the epoch.');
  return header as SnapshotHeader;
}

function checkVersion(version: unknown): void {
  if (!isWhole(version) || version < 1) {
    throw wrong(
      `the version of the format is ${describeValue(version)}`,
      `Versions are whole numbers; this program reads ${NEWEST_VERSION}.`,
    );
  }
  if (version > NEWEST_VERSION) {
    throw wrong(
      `the snapshot has version ${version} of the format; this program reads version ${NEWEST_VERSION}`,
      'Use a newer Foresail, or take the snapshot again with this one.',
    );
  }
}

const REQUIRED = ['source', 'capturedAt', 'start', 'end', 'staleness', 'resolution'] as const;

interface Rule {
  readonly allowed: string;
  readonly holds: (value: unknown) => boolean;
}

const TIME: Rule = { allowed: 'a whole number of ms since the epoch', holds: isWhole };
const INTERVAL: Rule = { allowed: 'a whole number of ms above 0', holds: (value) => isWhole(value) && value > 0 };
const TEXT: Rule = { allowed: 'a text', holds: (value) => typeof value === 'string' };
const TEXTS: Rule = { allowed: 'a list of texts', holds: isTexts };

const RULES: Readonly<Record<string, Rule>> = {
  source: {
    allowed: `an object with a kind of ${SNAPSHOT_SOURCE_KINDS.join(', ')}`,
    holds: (value) =>
      isObject(value) &&
      SNAPSHOT_SOURCE_KINDS.some((kind) => kind === value.kind) &&
      ['prometheusVersion', 'endpointHost'].every((key) => value[key] === undefined || typeof value[key] === 'string'),
  },
  capturedAt: TIME,
  start: TIME,
  end: TIME,
  scrapeIntervalMs: INTERVAL,
  scrapeIntervals: {
    allowed: 'an object of jobs and intervals in ms above 0',
    holds: (value) => isObject(value) && Object.values(value).every(INTERVAL.holds),
  },
  evaluationIntervalMs: INTERVAL,
  lookbackMs: INTERVAL,
  externalLabels: {
    allowed: 'an object of label names and values',
    holds: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  },
  selectors: TEXTS,
  staleness: {
    allowed: `one of ${STALENESS_MODES.join(', ')}`,
    holds: (value) => STALENESS_MODES.some((mode) => mode === value),
  },
  inferredStaleMarkers: { allowed: 'a whole number', holds: (value) => isWhole(value) && value >= 0 },
  resolution: {
    allowed: '"raw" or a step in ms above 0',
    holds: (value) => value === 'raw' || INTERVAL.holds(value),
  },
  features: TEXTS,
  redacted: TEXTS,
  synthetic: { allowed: 'true or false', holds: (value) => typeof value === 'boolean' },
  tool: TEXT,
};

function wrong(message: string, help: string): SnapshotError {
  return new SnapshotError(message, help, 1);
}
