import type { Autoscaler } from '../fleet/autoscaler';
import { explain } from '../fleet/explanation';
import type { Fleet } from '../fleet/fleet';
import { formatExplanationJson } from '../report/explain-json';
import { formatExplanation } from '../report/explain-text';
import { describeObject } from '../source/finding';
import { InputError } from '../source/input-error';
import { didYouMean } from '../source/nearest';
import type { ClusterOptions } from './cluster-options';
import { ExitCode, worse } from './exit-code';
import { inputErrorText } from './input-error-text';
import { openCluster } from './open-cluster';
import { noteLine } from './recording-notes';
import type { Terminal } from './terminal';

export interface ExplainOptions extends ClusterOptions {
  readonly format: 'text' | 'json';
}

/** Prints the chains of the autoscalers that a name stands for; a broken chain exits 1. */
export function runExplain(
  name: string,
  paths: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): ExitCode {
  const { fleet, project, view, errors, notes } = openCluster(paths, options, terminal);
  for (const error of errors) terminal.err(inputErrorText(error));
  for (const note of notes) terminal.err(noteLine(note));
  const explanation = explain(named(name, options.namespace, fleet), fleet, project, view);
  terminal.out(
    options.format === 'json'
      ? formatExplanationJson(explanation)
      : formatExplanation(explanation, { color: terminal.color }),
  );
  const broken = explanation.autoscalers.some(({ chains }) => chains.some(({ end }) => end.is === 'broken'));
  return worse(broken ? ExitCode.findings : ExitCode.clean, errors.length > 0 ? ExitCode.badInput : ExitCode.clean);
}

/** The autoscalers of a name, else those of the workload of that name. `namespace/name` is a name, too: reports write it so. */
function named(asked: string, option: string | undefined, fleet: Fleet): readonly Autoscaler[] {
  const slash = asked.indexOf('/');
  const namespace = option ?? (slash === -1 ? undefined : asked.slice(0, slash));
  const name = slash === -1 ? asked : asked.slice(slash + 1);
  const inNamespace = fleet.autoscalers.filter(
    ({ object }) => namespace === undefined || object.namespace === namespace,
  );
  const own = inNamespace.filter(({ object }) => object.name === name);
  const found = own.length > 0 ? own : inNamespace.filter((each) => each.targetReading.name.value === name);
  if (found.length === 0) throw notFound(name, namespace, inNamespace);
  const namespaces = [...new Set(found.map(({ object }) => object.namespace ?? ''))];
  if (namespaces.length > 1) {
    throw new InputError(
      'usage',
      `"${name}" is in the namespaces ${namespaces.join(', ')}`,
      'Say with --namespace which one is meant.',
    );
  }
  return found;
}

function notFound(name: string, namespace: string | undefined, autoscalers: readonly Autoscaler[]): InputError {
  const names = autoscalers.map(({ object }) => object.name);
  const targets = autoscalers.flatMap(({ targetReading }) => targetReading.name.value ?? []);
  const where = namespace === undefined ? '' : ` in the namespace ${namespace}`;
  const list = autoscalers.slice(0, 10).map(({ object }) => describeObject(object));
  return new InputError(
    'usage',
    `there is no autoscaler "${name}"${where}, and none that scales it${didYouMean(name, [...names, ...targets])}`,
    list.length === 0
      ? 'No autoscaler is among the files.'
      : `Among the files are: ${list.join(', ')}${autoscalers.length > list.length ? ', ...' : ''}.`,
  );
}
