import { parseApiPath } from '../adapter/metrics-api/api-path';
import type { MetricsApi } from '../adapter/metrics-api/metrics-api';
import { isStatus } from '../adapter/metrics-api/status';
import { resourceKey } from '../adapter/rules/resource-association';
import type { ClusterView } from '../fleet/cluster-view';
import type { RuleSet } from '../fleet/rule-set';
import { RULE_SOURCE_FORMS } from '../fleet/rule-source';
import { findResource } from '../kubernetes/resource-table';
import { safeText } from '../report/printable';
import { InputError } from '../source/input-error';
import { locationText } from '../source/location-text';
import { utcTime } from '../source/utc-time';
import type { ClusterOptions } from './cluster-options';
import { ExitCode, worse } from './exit-code';
import { inputErrorText } from './input-error-text';
import { openCluster } from './open-cluster';
import { noteLine } from './recording-notes';
import type { Terminal } from './terminal';

export interface GetOptions extends ClusterOptions {
  readonly raw: string;
}

/** Prints the answer, and beside it what was assumed. */
export function runGet(paths: readonly string[], options: GetOptions, terminal: Terminal): ExitCode {
  if (!options.raw.startsWith('/')) {
    throw new InputError(
      'usage',
      `--raw ${options.raw} is no path`,
      'It begins with a slash, such as /apis/custom.metrics.k8s.io/v1beta1.',
    );
  }
  const { fleet, view, errors, notes } = openCluster(paths, options, terminal);
  for (const error of errors) terminal.err(inputErrorText(error));
  for (const note of notes) terminal.err(noteLine(note));
  if (!view) {
    throw new InputError('usage', 'there is no snapshot to answer from', 'Give one with --snapshot.');
  }
  const set = oneRuleSet(fleet.ruleSets);
  const api = view.apiOf(set);
  const { body, log } = api.answer(options.raw);
  terminal.out(`${JSON.stringify(body)}\n`);
  for (const assumption of assumptionsOf(options, set, api, view))
    terminal.err(`${safeText(`assumed: ${assumption}`)}\n`);
  if (log !== undefined) terminal.err(`${safeText(`because: ${log}`)}\n`);
  const code = isStatus(body) ? ExitCode.findings : ExitCode.clean;
  return errors.length > 0 ? worse(code, ExitCode.badInput) : code;
}

/** The rules of the one adapter that would answer. */
function oneRuleSet(sets: readonly RuleSet[]): RuleSet {
  const candidates = sets.filter(({ rules, loads }) => rules.length > 0 || !loads);
  const [first, second] = candidates.length > 0 ? candidates : sets;
  if (!first) {
    throw new InputError('usage', 'no adapter rules are among the files', 'Give the file with the rules too.');
  }
  if (!second) return first;
  throw new InputError(
    'usage',
    `${candidates.length} adapter configurations are among the files: ${candidates.map(({ place }) => locationText(place)).join(', ')}`,
    'Give the paths of one of them.',
  );
}

function assumptionsOf(options: GetOptions, set: RuleSet, api: MetricsApi, view: ClusterView): readonly string[] {
  const said: string[] = [];
  if (options.at === undefined) said.push(`time: ${utcTime(view.time)}, the end of ${view.snapshot.file}`);
  const who = set.dialect === 'ack' ? "ACK's metrics adapter" : 'prometheus-adapter';
  const unsure = set.dialectIsKnown ? '' : '; nothing tells which adapter it is (--dialect)';
  said.push(`adapter: ${who} with the ${RULE_SOURCE_FORMS[set.source.form]} at ${locationText(set.place)}${unsure}`);
  if (!set.loads) said.push(`adapter: ${set.loaded.errors.length} load errors; foresail validate shows them`);
  if (set.source.addsDefaultRules) said.push("adapter: the chart's default rules are on, and are left out here");
  if (set.flags === undefined) {
    said.push(
      `adapter: no flag says otherwise, so it sees the series of the last ${set.dialect === 'ack' ? 20 : 10} minutes`,
    );
  }
  const request = parseApiPath(options.raw);
  if (isStatus(request)) return said;
  const { refused } = request.is.startsWith('custom') ? api.discovery.custom : api.discovery.external;
  for (const { rule, message } of refused) {
    said.push(
      `adapter: Prometheus refuses the seriesQuery of ${rule.list}[${rule.index}], so nothing is listed: ${message}`,
    );
  }
  if (request.is === 'custom' && request.name === '*') said.push(...aboutObjects(request.resource, view));
  return said;
}

function aboutObjects(written: string, view: ClusterView): readonly string[] {
  const dot = written.indexOf('.');
  const resource = findResource(
    dot === -1 ? { resource: written } : { resource: written.slice(0, dot), group: written.slice(dot + 1) },
  );
  return (resource && view.observed.assumptions.get(resourceKey(resource))) ?? [];
}
