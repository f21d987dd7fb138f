import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterContext } from '../../../src/constructs/cluster/cluster-context';
import type { Need } from '../../../src/constructs/cluster/cluster-terms';
import { unmetNeeds } from '../../../src/constructs/cluster/unmet-needs';
import { PatchBook } from '../../../src/constructs/output/patch-book';
import type { ClusterFacts } from '../../../src/kubernetes/cluster-facts';
import { defaultHpaApiVersion } from '../../../src/kubernetes/served-api';

const messages = readFileSync(join(__dirname, '..', '..', 'types', 'misuse.messages.txt'), 'utf8');
const compilerTexts = [...new Set([...messages.matchAll(/"✖ (cluster [^"]*)"/g)].map(([, text = '']) => text))];

const needs: readonly Need[] = [
  'behavior',
  'ahpa',
  'ackSeries',
  'podLabelsOnCardSeries',
  'dedicatedPool',
  'sharedPool',
  'migPool',
  'timeSlicedPool',
  'not:dcgmExporter',
];
const facts: ClusterFacts = {
  kubernetes: '1.36',
  labelConvention: 'ack',
  pipeline: { kind: 'ackAdapter' },
  gpuPools: [{ name: 'a10', gpu: 'A10', allocation: 'dedicated', count: 8 }],
};
/** The clusters of `test/types/misuse.ts`. */
const clusters: { readonly [name: string]: ClusterFacts } = {
  prod: facts,
  edge: { ...facts, kubernetes: '1.22', hpaApiVersion: 'v2beta1' },
  old: { ...facts, kubernetes: '1.17' },
  'on-prem': { ...facts, labelConvention: 'dcgmExporter' },
};

function contextOf(name: string, cluster: ClusterFacts): ClusterContext {
  const hpaApiVersion = cluster.hpaApiVersion ?? defaultHpaApiVersion(cluster.kubernetes);
  return {
    name,
    facts: cluster,
    hpaApiVersion,
    askRule: () => undefined,
    guardRails: undefined,
    patches: new PatchBook(),
  };
}

describe('needs and terms', () => {
  it('refuses at compile time more than nothing', () => {
    expect(compilerTexts.length).toBeGreaterThanOrEqual(7);
  });

  it.each(compilerTexts)('says the same at run time: %s', (text) => {
    const name = text.split(' ')[1] ?? '';
    const cluster = contextOf(name, clusters[name] ?? facts);
    const asked = Object.fromEntries(needs.map((need) => [need, 'the test']));
    expect(unmetNeeds(asked, cluster).map(({ message }) => message)).toContain(text);
  });

  it('says nothing about what a cluster offers', () => {
    const offered = { dedicatedPool: 'gpu', ackSeries: 'x', behavior: 'scaling.behavior', 'not:gke': 'x' };
    expect(unmetNeeds(offered, contextOf('prod', facts))).toEqual([]);
  });
});
