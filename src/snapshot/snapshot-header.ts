import { nearestModelled } from '../promql/semantics';
import { type Labels, sortedLabels } from '../series/labels';
import type { StoreFacts } from '../series/series-store';

/** How the series came into the file. */
export const SNAPSHOT_SOURCE_KINDS = [
  'http',
  'remote-read',
  'openmetrics',
  'tsdb-dump',
  'exposition',
  'synthetic',
] as const;
export type SnapshotSourceKind = (typeof SNAPSHOT_SOURCE_KINDS)[number];

/** Where the series came from. Never holds credentials. */
export interface SnapshotSource {
  readonly kind: SnapshotSourceKind;
  /** The version of the server, such as `2.42.0`; PromQL is evaluated as that version would. */
  readonly prometheusVersion?: string;
  readonly endpointHost?: string;
}

/** `exact`: the server said when series ended. `inferred`: gaps were taken for ends. `none`: nothing is known of ends. */
export const STALENESS_MODES = ['exact', 'inferred', 'none'] as const;
export type StalenessMode = (typeof STALENESS_MODES)[number];

/** The first line of a snapshot file. Times are ms since the epoch. */
export interface SnapshotHeader {
  readonly source: SnapshotSource;
  readonly capturedAt: number;
  /** The recorded time, both ends included. */
  readonly start: number;
  readonly end: number;
  readonly staleness: StalenessMode;
  /** How many stale markers were guessed from gaps rather than recorded. */
  readonly inferredStaleMarkers?: number;
  /** `raw`, or the step in ms the server resampled to. */
  readonly resolution: 'raw' | number;
  readonly scrapeIntervalMs?: number;
  /** Scrape intervals in ms of the jobs that differ. */
  readonly scrapeIntervals?: Readonly<Record<string, number>>;
  readonly evaluationIntervalMs?: number;
  readonly lookbackMs?: number;
  /** Labels the server adds when it speaks to others; the series here do not carry them. */
  readonly externalLabels?: Labels;
  /** What was asked for. A series that no selector names was not captured, which is not the same as missing. */
  readonly selectors?: readonly string[];
  /** Feature flags of the server that change PromQL. */
  readonly features?: readonly string[];
  /** Labels whose values were replaced by hashes. */
  readonly redacted?: readonly string[];
  /** Generated data, not measured. */
  readonly synthetic?: boolean;
  /** What wrote the file. */
  readonly tool?: string;
  /** Keys of later writers: kept, and written back. */
  readonly [key: string]: unknown;
}

/** The keys of version 1 in the order in which they are written. */
export const HEADER_KEYS = [
  'source',
  'capturedAt',
  'start',
  'end',
  'scrapeIntervalMs',
  'scrapeIntervals',
  'evaluationIntervalMs',
  'lookbackMs',
  'externalLabels',
  'selectors',
  'staleness',
  'inferredStaleMarkers',
  'resolution',
  'features',
  'redacted',
  'synthetic',
  'tool',
] as const;

/** What a store needs to know to evaluate as the recorded server would. */
export function storeFacts(header: SnapshotHeader): StoreFacts {
  const { source, lookbackMs, evaluationIntervalMs, start, end } = header;
  return {
    ...(source.prometheusVersion === undefined ? {} : { semantics: nearestModelled(source.prometheusVersion) }),
    ...(lookbackMs === undefined ? {} : { lookbackMs }),
    ...(evaluationIntervalMs === undefined ? {} : { evaluationIntervalMs }),
    start,
    end,
  };
}

/** The header as its line, without line end: the keys of version 1 first, then the others by name. */
export function writeHeader(header: SnapshotHeader): string {
  const known: ReadonlySet<string> = new Set(HEADER_KEYS);
  const others = Object.keys(header)
    .filter((key) => !known.has(key) && key !== 'format' && key !== 'version')
    .sort();
  const entries: [string, unknown][] = [
    ['format', 'foresail-snapshot'],
    ['version', 1],
  ];
  for (const key of [...HEADER_KEYS, ...others]) {
    if (Object.hasOwn(header, key) && header[key] !== undefined) entries.push([key, header[key]]);
  }
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${writeValue(key, value)}`).join(',')}}`;
}

/** Maps are written in the order of their keys, whatever order the writer had them in. */
function writeValue(key: string, value: unknown): string {
  if (key === 'source') {
    const { kind, prometheusVersion, endpointHost, ...others } = value as SnapshotSource;
    return JSON.stringify({ kind, prometheusVersion, endpointHost, ...others });
  }
  if (key === 'externalLabels') return JSON.stringify(Object.fromEntries(sortedLabels(value as Labels)));
  if (key === 'scrapeIntervals') {
    return JSON.stringify(Object.fromEntries(Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1))));
  }
  return JSON.stringify(value);
}
