import { createColors } from 'picocolors';
import type { ClusterReport, Diagnostic, NotChecked, ValidationReport } from '../checks/validation-report';
import type { NotModelled } from '../fleet/recognise';
import { describeObject, type Severity } from '../source/finding';
import { isoText } from '../source/iso-time';
import { codeFrame } from './code-frame';
import { count, countsText } from './counts-text';
import { groupedUnchecked } from './grouped-unchecked';
import { locationOf } from './location';
import { safeText } from './printable';
import { uncheckedByReason } from './unchecked-by-reason';

export interface TextOptions {
  readonly color: boolean;
  /** How much of the input could not be read, so that nobody takes the counts for all. @default 0 */
  readonly inputErrors?: number;
}

type Colors = ReturnType<typeof createColors>;

/** The report for a person: what was judged, each finding at its place, what could not be told, and a line of counts. */
export function formatText(report: ValidationReport, options: TextOptions): string {
  const colors = createColors(options.color);
  const sections = [
    report.clusters.map((cluster) => clusterLine(cluster, colors)).join('\n'),
    ...report.diagnostics.map((diagnostic) => diagnosticText(diagnostic, colors)),
    uncheckedText(report.notChecked, colors),
    skippedText(report.notChecked, colors),
    notModelledText(report.notModelled, colors),
    colors.bold(countsText(report, options.inputErrors)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function clusterLine({ context, snapshot, objects, inputs }: ClusterReport, colors: Colors): string {
  const newer = context.newerThanKnown
    ? `; ${context.newerThanKnown} was asked for, and ${context.kubernetes} is the newest known`
    : '';
  const facts = `Kubernetes ${context.kubernetes} (${context.source}${newer}), ${count(objects, 'object')}`;
  const against = snapshot
    ? `snapshot ${snapshot.file}, ${day(snapshot.start)} to ${day(snapshot.end)}, ${snapshot.series} series${snapshot.synthetic ? ', synthetic' : ''}`
    : 'no snapshot';
  const lines = [
    `${colors.bold(safeText(context.name))}${safeText(`: ${facts}, ${against}`)}`,
    ...inputs.map((input) => colors.dim(safeText(`  ${input.file}: ${input.what}`))),
  ];
  return lines.join('\n');
}

function diagnosticText(diagnostic: Diagnostic, colors: Colors): string {
  const { line, column, file } = locationOf(diagnostic.place.span);
  const object = diagnostic.object ? `${describeObject(diagnostic.object)}: ` : '';
  const isNew = diagnostic.isNew ? `${colors.magenta('new')} ` : '';
  return [
    `${isNew}${severityText(diagnostic.severity, colors)} ${colors.bold(safeText(`${object}${diagnostic.message}`))} [${diagnostic.check}]`,
    safeText(`  --> ${file}:${line}:${column} (${diagnostic.cluster})`),
    indented(codeFrame(diagnostic.place.span)),
    safeText(`  ${diagnostic.help}`),
  ].join('\n');
}

function severityText(severity: Severity, colors: Colors): string {
  if (severity === 'error') return colors.red('error');
  return severity === 'warning' ? colors.yellow('warning') : colors.cyan('info');
}

/** One line per reason, with the checks that it keeps from telling. */
function uncheckedText(all: readonly NotChecked[], colors: Colors): string {
  const lines = uncheckedByReason(all, 'notCheckable').map(({ reason, cluster, first, checks, isNew }) => {
    const { file, line } = locationOf(first.place.span);
    const where = `(${cluster}; ${file}:${line})`;
    return safeText(`  ${isNew ? 'new: ' : ''}${reason}: ${checks.join(', ')} ${where}`);
  });
  return lines.length === 0 ? '' : [colors.bold('not checkable'), ...lines].join('\n');
}

/** One line per reason, with all the checks that it switched off, and the clusters in which it did. */
function skippedText(all: readonly NotChecked[], colors: Colors): string {
  const byCluster = new Map<string, { reason: string; cluster: string; checks: string[] }>();
  for (const { check, reason, cluster } of groupedUnchecked(all, 'skipped')) {
    const key = `${reason}\n${cluster}`;
    const group = byCluster.get(key);
    if (group) group.checks.push(check);
    else byCluster.set(key, { reason, cluster, checks: [check] });
  }
  if (byCluster.size === 0) return '';
  const clusters = new Map<string, string[]>();
  for (const { reason, cluster, checks } of byCluster.values()) {
    const text = `${reason}: ${checks.join(', ')}`;
    clusters.set(text, [...(clusters.get(text) ?? []), cluster]);
  }
  const lines = [...clusters].map(([text, names]) => safeText(`  ${text} (${names.join(', ')})`));
  return [colors.bold('skipped'), ...lines].join('\n');
}

/** Each object, unless there are many of one kind: then the first of them. */
const MOST_OF_ONE_KIND = 3;

function notModelledText(entries: readonly NotModelled[], colors: Colors): string {
  if (entries.length === 0) return '';
  const byKind = new Map<string, NotModelled[]>();
  for (const entry of entries) {
    const alike = byKind.get(entry.what);
    if (alike) alike.push(entry);
    else byKind.set(entry.what, [entry]);
  }
  const lines = [...byKind.values()].flatMap((alike) => {
    if (alike.length <= MOST_OF_ONE_KIND) return alike.map(notModelledLine);
    return [`${notModelledLine(alike[0]!)}, and ${alike.length - 1} more`];
  });
  return [colors.bold('not modelled'), ...lines].join('\n');
}

function notModelledLine({ what, span, object }: NotModelled): string {
  const { file, line } = locationOf(span);
  return safeText(`  ${file}:${line}: ${what}${object?.name ? ` ${object.name}` : ''}`);
}

function day(time: number): string {
  return isoText(time).slice(0, 10);
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
