import {
  type MetricMetadata,
  type MetricType,
  type SeriesInput,
  SeriesStore,
  type SnapshotHeader,
} from 'foresail/snapshot';
import type { BaseReading } from '../../src/checks/base-reading';
import { validate } from '../../src/checks/validate';
import type { ValidationReport } from '../../src/checks/validation-report';
import { EMPTY_PROJECT, type ProjectConfig } from '../../src/config/project-config';
import { readProjectFile } from '../../src/config/project-file';
import type { FleetSnapshot } from '../../src/fleet/fleet-snapshot';
import type { InputFile } from '../../src/fleet/input-file';
import { type ReadFleetsOptions, readFleets } from '../../src/fleet/read-fleets';
import { formatText } from '../../src/report/text';
import { SourceFile } from '../../src/source/source-file';
import { yamlOf } from './sample-manifests';

/** The time at which samples are judged. */
export const NOW = Date.parse('2026-11-21T00:00:00Z');

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export interface Sample {
  /** Texts by file name; `foresail.yaml` is the configuration. */
  readonly files: Readonly<Record<string, string>>;
  /** The files of the target branch, by the names they have here. @default nothing to compare with */
  readonly base?: Readonly<Record<string, string>>;
  /**
   * Series as Prometheus prints a scrape: one `name{labels} value` a line, scraped every minute for an hour; `# recorded: 12h` makes
   * it longer, and `# TYPE name counter` is metadata. For changing values see `readLine`.
   */
  readonly series?: string;
  /** What the snapshot was asked for. @default everything */
  readonly selectors?: readonly string[];
  readonly options?: ReadFleetsOptions;
  readonly now?: number;
}

/** Validates a small input made for a test. */
export function judgeSample(sample: Sample): ValidationReport {
  const { files, series, selectors, options, now = NOW } = sample;
  const project = projectOf(files);
  const { fleets, notModelled, errors } = readFleets(inputsOf(files), project, options);
  if (errors[0]) throw errors[0];
  const snapshot =
    series === undefined
      ? undefined
      : snapshotOf(series, now - daysAgo(series) * DAY, selectors ?? ['{__name__=~".+"}']);
  const snapshots = new Map(snapshot ? fleets.map((fleet) => [fleet.context.name, snapshot]) : []);
  const base = sample.base && baseReading(sample.base, options);
  return validate(fleets, { snapshots, project, now, notModelled, ...(base && { base }) });
}

function baseReading(files: Sample['files'], options: Sample['options']): BaseReading {
  const project = projectOf(files);
  const { fleets, errors } = readFleets(inputsOf(files), project, options);
  const unread = errors.map(({ at }) => (typeof at === 'object' ? at.file.name : String(at)));
  return { path: '../base', fleets, project, unread };
}

function projectOf(files: Sample['files']): ProjectConfig {
  const text = files['foresail.yaml'];
  return text ? readProjectFile(new SourceFile('foresail.yaml', text)) : EMPTY_PROJECT;
}

function inputsOf(files: Sample['files']): readonly InputFile[] {
  return Object.entries(files)
    .filter(([name]) => name !== 'foresail.yaml')
    .map(([name, text]) => ({ name, text }));
}

/** Validates objects that stand in one file, `sample.yaml`. */
export function judgeObjects(objects: readonly object[], sample: Omit<Sample, 'files'> = {}): ValidationReport {
  return judgeSample({ files: { 'sample.yaml': yamlOf(...objects) }, ...sample });
}

/** Validates a change of objects that stand in one file, `sample.yaml`. */
export function judgeChange(before: readonly object[], after: readonly object[]): ValidationReport {
  return judgeSample({ files: { 'sample.yaml': yamlOf(...after) }, base: { 'sample.yaml': yamlOf(...before) } });
}

/** Options that make the input a cluster of this minor. */
export function kubernetes(minor: string): Pick<Sample, 'options'> {
  return { options: { kubernetes: minor } };
}

/** Says that the files are one whole cluster, so that what is missing among them is missing in it. */
export const WHOLE_CLUSTER = 'clusters:\n  - name: prod\n    paths: [.]\n';

/** The ids of the checks that found something, sorted, each once. */
export function idsOf(report: ValidationReport): readonly string[] {
  return [...new Set(report.diagnostics.map(({ check }) => check))].sort();
}

/** The findings of one check as `severity line:column message`. */
export function findingsOf(report: ValidationReport, check: string): readonly string[] {
  return report.diagnostics
    .filter((diagnostic) => diagnostic.check === check)
    .map(({ severity, message, place: { span } }) => {
      const { line, column } = span.file.positionAt(span.start);
      return `${severity} ${line}:${column} ${message}`;
    });
}

/** The findings of one check, each with its JSON pointer instead of its place. */
export function faultsOf(report: ValidationReport, check: string): readonly string[] {
  return report.diagnostics
    .filter((diagnostic) => diagnostic.check === check)
    .map(({ severity, message, place: { path } }) => `${severity} ${path} ${message}`);
}

/** What the findings of one check tell the reader to do. */
export function helpOf(report: ValidationReport, check: string): readonly string[] {
  return report.diagnostics.filter((diagnostic) => diagnostic.check === check).map(({ help }) => help);
}

/** Why a check could not tell, each reason once. */
export function reasonsOf(report: ValidationReport, check: string): readonly string[] {
  return [
    ...new Set(
      report.notChecked.filter((entry) => entry.check === check).map(({ outcome, reason }) => `${outcome}: ${reason}`),
    ),
  ];
}

/** `# measured, ended 40 days ago`: what was recorded is older, and not generated. */
function daysAgo(text: string): number {
  return Number(/^# measured, ended (\d+) days ago$/m.exec(text)?.[1] ?? 0);
}

function snapshotOf(text: string, now: number, selectors: readonly string[]): FleetSnapshot {
  const lines = text.split('\n').map((line) => line.trim());
  const hours = Number(lines.flatMap((line) => /^# recorded: (\d+)h$/.exec(line)?.[1] ?? [])[0] ?? 1);
  const minutes = hours * 60;
  const start = now - minutes * MINUTE;
  const timestamps = Array.from({ length: minutes + 1 }, (_, index) => start + index * MINUTE);
  const inputs = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => readLine(line, timestamps));
  const metadata = lines.flatMap((line): MetricMetadata[] => {
    const [, name, type] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, type: type as MetricType, unit: '', help: '' }];
  });
  const header: SnapshotHeader = {
    source: { kind: 'synthetic' },
    capturedAt: now,
    start,
    end: now,
    scrapeIntervalMs: MINUTE,
    selectors,
    staleness: 'none',
    resolution: 'raw',
    synthetic: daysAgo(text) === 0,
  };
  const store = SeriesStore.from(inputs, { start, end: now });
  const samples = inputs.reduce((sum, input) => sum + input.values.length, 0);
  const footer = { series: inputs.length, samples, warnings: [], sha256: '' };
  return { file: 'sample.promsnap', snapshot: { header, metadata, store, footer } };
}

/**
 * A line of the series: `name{labels} value`. Several values follow each other and begin again; `_` is no sample; `5+2` begins at 5
 * and grows by 2 a minute.
 */
function readLine(line: string, times: readonly number[]): SeriesInput & { readonly values: readonly number[] } {
  const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S.*)$/.exec(line);
  if (!match) throw new Error(`no sample line: ${line}`);
  const labels: Record<string, string> = { __name__: match[1]! };
  for (const [, name, value] of (match[2] ?? '').matchAll(/(\w+)="([^"]*)"/g)) labels[name!] = value!;
  const tokens = match[3]!.split(/\s+/);
  const taken = times.flatMap((time, index) => {
    const token = tokens[index % tokens.length]!;
    return token === '_' ? [] : [{ time, value: valueAt(token, index) }];
  });
  return { labels, timestamps: taken.map(({ time }) => time), values: taken.map(({ value }) => value) };
}

function valueAt(token: string, index: number): number {
  const [, first, growth] = /^(\d+)\+(\d+(?:\.\d+)?)$/.exec(token) ?? [];
  if (first !== undefined) return Number(first) + index * Number(growth);
  return token === '+Inf' ? Number.POSITIVE_INFINITY : Number(token);
}

/** The findings of one check as the command prints them. */
export function quoteOf(report: ValidationReport, check: string): string {
  const diagnostics = report.diagnostics.filter((diagnostic) => diagnostic.check === check);
  const text = formatText({ ...report, clusters: [], diagnostics, notChecked: [], notModelled: [] }, { color: false });
  const counts = text.lastIndexOf('\n\n');
  return text.slice(0, counts + 1);
}
