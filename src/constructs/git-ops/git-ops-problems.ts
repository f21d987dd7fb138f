import type { ClusterFacts } from '../../kubernetes/cluster-facts';
import type { Manifest } from '../output/object-problems';
import type { PolicyProblem } from '../problems/policy-error';
import type { ArgoCdProps, FluxProps, GitOpsDefinition } from './git-ops';
import { longestStart } from './longest-start';
import { dollarsIn } from './substituted-text';
import type { SyncedCluster } from './synced-cluster';

/** What does not fit between an engine and what it is to sync. */
export function gitOpsProblems(definition: GitOpsDefinition, cluster: SyncedCluster): readonly PolicyProblem[] {
  return [
    ...chartProblems(definition, cluster.facts),
    ...(definition.engine === 'argoCd'
      ? placeholderProblems(definition, cluster)
      : [...sourceProblems(definition, cluster.facts), ...timeoutProblems(definition, cluster)]),
  ];
}

function chartProblems({ adapterChart }: GitOpsDefinition, { pipeline }: ClusterFacts): readonly PolicyProblem[] {
  if (!adapterChart || pipeline.kind === 'ackAdapter') return [];
  if (pipeline.output === 'helmValues' || pipeline.adapterValues === 'existing') return [];
  return [
    {
      code: 'git-ops',
      property: 'gitOps.adapterChart',
      summary: 'gitOps.adapterChart is given, but the metrics pipeline writes no values for a chart.',
      why: 'The adapter would be installed without the rules.',
      help: "Write MetricsPipeline.prometheusAdapter({ output: 'helmValues' }), or leave adapterChart out.",
    },
  ];
}

function placeholderProblems(
  { plugin, adapterChart }: ArgoCdProps,
  { facts, manifests, helmValues }: SyncedCluster,
): readonly PolicyProblem[] {
  const { substitutions = [] } = facts;
  if (substitutions.length === 0) return [];
  const problems: PolicyProblem[] = [];
  const [unfilled] = plugin === undefined ? manifests.flatMap((each) => placeholderOf(each, substitutions)) : [];
  if (unfilled) {
    problems.push({
      code: 'git-ops',
      property: 'gitOps.plugin',
      summary: `${unfilled.object} has ${unfilled.text}, and Argo CD fills no placeholder.`,
      why: 'The text itself would arrive in the cluster.',
      help: 'Name the config management plugin that fills it, GitOps.argoCd({ plugin }); or let Flux do it; or write the value out.',
    });
  }
  const inValues = adapterChart && helmValues && firstPlaceholder(helmValues.text, substitutions);
  if (inValues) {
    problems.push({
      code: 'git-ops',
      property: 'gitOps.adapterChart',
      summary: `gitOps.adapterChart is given, but its values have ${inValues}, which Argo CD does not fill.`,
      why: 'Values for a chart come from Git as they are, past every plugin.',
      help: 'Write the value out, let Flux install the adapter, or leave adapterChart out and install it otherwise.',
    });
  }
  return problems;
}

function placeholderOf(manifest: Manifest, declared: readonly string[]) {
  const text = firstPlaceholder(JSON.stringify(manifest), declared);
  if (text === undefined) return [];
  const { namespace, name } = manifest.metadata;
  return [{ text, object: `${manifest.kind} ${namespace === undefined ? name : `${namespace}/${name}`}` }];
}

function firstPlaceholder(text: string, declared: readonly string[]): string | undefined {
  return dollarsIn(text, declared).find(({ fate }) => fate === 'filled')?.text;
}

function sourceProblems({ substituteFrom }: FluxProps, { substitutions = [] }: ClusterFacts): readonly PolicyProblem[] {
  const code = 'git-ops';
  const property = 'gitOps.substituteFrom';
  const declared = substitutions.map((name) => `\${${name}}`).join(', ');
  const example = "substituteFrom: [{ kind: 'ConfigMap', name: 'cluster-variables' }]";
  if (substitutions.length === 0) {
    if (substituteFrom === undefined) return [];
    const summary = `${property} is given, but the cluster declares no substitutions.`;
    const why = 'Flux would put nothing in the place of each ${...} of the manifests.';
    return [{ code, property, summary, why, help: 'Leave it out, or declare the names in substitutions.' }];
  }
  if (substituteFrom === undefined || substituteFrom.length === 0) {
    const summary = `${property} is missing, but the cluster declares ${declared}.`;
    const why = 'Flux fills placeholders only from objects that it is told.';
    return [{ code, property, summary, why, help: `Name what holds the values: ${example}.` }];
  }
  if (substituteFrom.some(({ optional }) => optional !== true)) return [];
  const summary = `${property} has optional sources alone.`;
  const why =
    'Without any of them Flux substitutes nothing: placeholders stay, and $${1} in the rules of the adapter, too.';
  return [{ code, property, summary, why, help: 'Make one of them not optional.' }];
}

function timeoutProblems({ timeout }: FluxProps, { manifests }: SyncedCluster): readonly PolicyProblem[] {
  if (!timeout) return [];
  const seconds = timeout.toSeconds();
  const longest = longestStart(manifests).seconds;
  if (seconds >= longest) return [];
  return [
    {
      code: 'git-ops',
      property: 'gitOps.timeout',
      value: `${seconds}s`,
      allowed: `at least ${longest}s, which is what the slowest pod may take to start`,
      why: 'Flux would call each rollout of it a failure.',
      help: 'Leave timeout out, or give it more time than the longest startup.max.',
    },
  ];
}
