import type { ClusterReport, Diagnostic, NotChecked, ValidationReport } from '../checks/validation-report';
import type { NotModelled } from '../fleet/recognise';
import type { InputError } from '../source/input-error';
import { isoText } from '../source/iso-time';
import type { Json } from '../source/node';
import { locationOf } from './location';
import { redact } from './redact';
import { summaryOf } from './summary';

/** The report for machines, with the input that could not be read. Its shape is `docs/schemas/validate.schema.json`. */
export function formatJson(report: ValidationReport, inputErrors: readonly InputError[] = []): string {
  const { checks, ...counts } = summaryOf(report);
  const value = {
    version: 1,
    clusters: report.clusters.map(clusterJson),
    ...(report.base && { base: report.base }),
    summary: { ...counts, checks },
    diagnostics: report.diagnostics.map(diagnosticJson),
    notChecked: report.notChecked.map(notCheckedJson),
    notModelled: report.notModelled.map(notModelledJson),
    inputErrors: inputErrors.map(inputErrorJson),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function clusterJson({ context, snapshot, objects, inputs }: ClusterReport): object {
  return {
    name: context.name,
    kubernetes: context.kubernetes,
    ...(context.newerThanKnown && { requestedKubernetes: context.newerThanKnown }),
    source: context.source,
    objects,
    snapshot: snapshot ? { ...snapshot, start: isoText(snapshot.start), end: isoText(snapshot.end) } : null,
    inputs,
  };
}

function diagnosticJson(diagnostic: Diagnostic): object {
  const { check, severity, cluster, message, help, isNew, object, place, evidence } = diagnostic;
  return {
    check,
    severity,
    cluster,
    message: redact(message),
    help: redact(help),
    ...(isNew !== undefined && { isNew }),
    ...(object && { object }),
    ...locationOf(place.span),
    path: place.path,
    evidence: plain(evidence ?? {}),
  };
}

function notCheckedJson({ check, outcome, reason, cluster, isNew, object, place }: NotChecked): object {
  const { file, line } = locationOf(place.span);
  const comparison = isNew !== undefined && { isNew };
  return { check, outcome, reason: redact(reason), cluster, ...comparison, ...(object && { object }), file, line };
}

function notModelledJson({ what, span, object }: NotModelled): object {
  const { file, line } = locationOf(span);
  return { what, ...(object && { object }), file, line };
}

/** Input that could not be read, as every JSON of the command writes it. */
export function inputErrorJson({ code, message, help, at }: InputError): object {
  const place = typeof at === 'object' ? locationOf(at) : at !== undefined && { file: at };
  return { code, message: redact(message), help: redact(help), ...place };
}

/** JSON has no infinities: they are written as the words Prometheus uses. Credentials are starred out. */
function plain(value: Json): Json {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
  }
  return value;
}
