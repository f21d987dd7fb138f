import { countText } from '../../capture/count-text';
import { LABEL_CONVENTIONS } from '../../metrics/label-convention';
import { formatDuration } from '../../promql/syntax/duration-text';
import { printable } from '../../report/printable';
import type { SnapshotHeader } from '../../snapshot/snapshot-header';
import { isoText } from '../../source/iso-time';
import type { DescribedMetric, SnapshotDescription } from './describe-snapshot';

/** The description as people read it. */
export function infoText({ file, info, conventions, metrics }: SnapshotDescription): string {
  const { header } = info;
  const facts: [string, string][] = [
    ['recorded', `${isoTime(header.start)} to ${isoTime(header.end)} (${formatDuration(header.end - header.start)})`],
    ['taken', `${isoTime(header.capturedAt)}; its end is ${ageText(info.ageMs)}`],
    ['from', sourceText(header)],
    ['size', `${info.series} series of ${metrics.length} metrics, ${countText(info.samples)} samples`],
    ['scrapes', scrapesText(header)],
    ['stale markers', stalenessText(header)],
    ['labels', conventions.map(conventionText).join('; or ') || 'no GPU series with the labels of a known convention'],
    ['selectors', (header.selectors ?? []).join('\n') || 'not recorded'],
  ];
  if (header.synthetic) facts.push(['synthetic', 'generated data, not measured']);
  if (header.redacted) facts.push(['redacted', header.redacted.join(', ')]);
  if (info.warnings.length > 0) facts.push(['warnings', info.warnings.join('\n')]);
  const widest = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, value]) => {
    return `  ${name.padEnd(widest)}  ${value.replaceAll('\n', `\n${' '.repeat(widest + 4)}`)}`;
  });
  return printable(`${file}\n${lines.join('\n')}\n\n${metricTable(metrics)}`);
}

function sourceText({ source }: SnapshotHeader): string {
  const version = source.prometheusVersion === undefined ? '' : `Prometheus ${source.prometheusVersion}`;
  const host = source.endpointHost === undefined ? '' : `${version === '' ? '' : ' at '}${source.endpointHost}`;
  return `${version}${host}${version + host === '' ? source.kind : ` (${source.kind})`}`;
}

function scrapesText({ scrapeIntervalMs, scrapeIntervals, lookbackMs, resolution }: SnapshotHeader): string {
  const usual = scrapeIntervalMs === undefined ? 'interval unknown' : `every ${formatDuration(scrapeIntervalMs)}`;
  const others = Object.entries(scrapeIntervals ?? {}).map(([job, ms]) => `${job} every ${formatDuration(ms)}`);
  const lookback = lookbackMs === undefined ? [] : [`lookback ${formatDuration(lookbackMs)}`];
  const resampled = resolution === 'raw' ? [] : [`resampled to ${formatDuration(resolution)}: rates cannot be trusted`];
  return [usual, ...others, ...lookback, ...resampled].join('; ');
}

function stalenessText({ staleness, inferredStaleMarkers }: SnapshotHeader): string {
  if (staleness === 'exact') return 'exact: recorded by the server';
  if (staleness === 'inferred') return `inferred: ${inferredStaleMarkers ?? 0} guessed from gaps`;
  return 'none: a series that ended looks alive for the lookback';
}

function conventionText(name: SnapshotDescription['conventions'][number]): string {
  const { namespace, pod, node } = LABEL_CONVENTIONS[name];
  return `${name} (${namespace}, ${pod}, ${node})`;
}

const HEADINGS = ['METRIC', 'TYPE', 'SERIES', 'SAMPLES', 'GAPS', 'LONGEST', 'WITHOUT POD'];

function metricTable(metrics: readonly DescribedMetric[]): string {
  const rows = [HEADINGS, ...metrics.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ');
  return `${rows.map(line).join('\n')}\n`;
}

function rowOf({ name, type, typeGuessed, series, samples, gaps, longestGapMs, pod }: DescribedMetric): string[] {
  return [
    name,
    `${type ?? '-'}${typeGuessed ? '?' : ''}`,
    String(series),
    String(samples),
    String(gaps),
    gaps === 0 ? '-' : formatDuration(longestGapMs),
    pod ? `${(100 * pod.emptyShare).toFixed(1)} % (${pod.label})` : '-',
  ];
}

function isoTime(ms: number): string {
  return isoText(ms).replace('.000Z', 'Z');
}

function ageText(ms: number): string {
  if (ms < 0) return 'in the future';
  const hours = Math.floor(ms / 3_600_000);
  return hours < 48 ? `${hours} h old` : `${Math.floor(hours / 24)} days old`;
}
