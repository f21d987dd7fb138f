import { type ResourceMetrics, resourceMetrics } from '../../src/adapter/resource-metrics';
import { loadAdapterConfig } from '../../src/adapter/rules/load';
import { storeOf, TIME } from './metrics-api/api';

const CONFIG = `resourceRules:
  cpu:
    containerQuery: sum(cpu{<<.LabelMatchers>>}) by (<<.GroupBy>>)
    nodeQuery: sum(node_cpu{<<.LabelMatchers>>}) by (<<.GroupBy>>)
    resources: {overrides: {ns: {resource: namespace}, pod: {resource: pod}, node: {resource: node}}}
    containerLabel: container
  memory:
    containerQuery: sum(memory{<<.LabelMatchers>>}) by (<<.GroupBy>>)
    nodeQuery: sum(node_memory{<<.LabelMatchers>>}) by (<<.GroupBy>>)
    resources: {overrides: {ns: {resource: namespace}, pod: {resource: pod}, node: {resource: node}}}
    containerLabel: container
  window: 1m
`;

const of = (lines: readonly string[], config = CONFIG): ResourceMetrics | undefined =>
  resourceMetrics(loadAdapterConfig(config), storeOf(...lines), TIME);
const both = (ns: string, pod: string, container: string, cpu: number | string, memory: number | string) => [
  `cpu{ns="${ns}",pod="${pod}",container="${container}"} ${cpu}`,
  `memory{ns="${ns}",pod="${pod}",container="${container}"} ${memory}`,
];
const node = (name: string, cpu: number | string, memory: number | string) => [
  `node_cpu{node="${name}"} ${cpu}`,
  `node_memory{node="${name}"} ${memory}`,
];

describe('the resource metrics API', () => {
  const LINES = [
    ...both('a', 'p1', 'main', 0.5, 1000),
    ...both('a', 'p1', 'side', 0.25, 10),
    ...both('b', 'p1', 'main', 2, 3),
  ];
  const main = (cpu: bigint, memory: bigint) => ({ name: 'main', cpu, memory });

  it('row R1: serves pods of two namespaces, each asked for in its own', () => {
    const pods = [
      { namespace: 'a', name: 'p1' },
      { namespace: 'b', name: 'p1' },
    ];
    expect(of(LINES)?.pods(pods)).toEqual([
      {
        namespace: 'a',
        name: 'p1',
        containers: [main(500n, 1_000_000n), { name: 'side', cpu: 250n, memory: 10_000n }],
      },
      { namespace: 'b', name: 'p1', containers: [main(2000n, 3000n)] },
    ]);
  });

  it('row R2: leaves out a pod without cpu or without memory', () => {
    const lines = [...LINES, 'cpu{ns="a",pod="p2",container="main"} 1', 'memory{ns="a",pod="p3",container="main"} 1'];
    const pods = ['p1', 'p2', 'p3', 'p4'].map((name) => ({ namespace: 'a', name }));
    expect(
      of(lines)
        ?.pods(pods)
        .map(({ name }) => name),
    ).toEqual(['p1']);
  });

  it('row R3: makes 0 of what is no number or negative, per container', () => {
    const lines = [...both('a', 'p1', 'main', 'NaN', -5), ...both('a', 'p1', 'side', 1, 'NaN')];
    expect(of(lines)?.pods([{ namespace: 'a', name: 'p1' }])[0]?.containers).toEqual([
      main(0n, 0n),
      { name: 'side', cpu: 1000n, memory: 0n },
    ]);
  });

  it('gives a container with only one of the two nothing of the other', () => {
    const lines = [...both('a', 'p1', 'main', 1, 1), 'cpu{ns="a",pod="p1",container="side"} 1'];
    expect(of(lines)?.pods([{ namespace: 'a', name: 'p1' }])[0]?.containers[1]).toEqual({
      name: 'side',
      cpu: 1000n,
      memory: 0n,
    });
  });

  it('row R4: serves nodes', () => {
    expect(of([...node('n1', 1.5, 8), ...node('n2', 1, 1)])?.nodes([{ name: 'n1' }, { name: 'n2' }])).toEqual([
      { name: 'n1', cpu: 1500n, memory: 8000n },
      { name: 'n2', cpu: 1000n, memory: 1000n },
    ]);
  });

  it('row R5: leaves out a node without a sample', () => {
    expect(of([...node('n1', 1, 1), 'node_cpu{node="n2"} 1'])?.nodes([{ name: 'n2' }, { name: 'n1' }])).toEqual([
      { name: 'n1', cpu: 1000n, memory: 1000n },
    ]);
  });

  it('row R6: makes 0 of what is no number or negative on a node', () => {
    expect(of(node('n1', -1, 'NaN'))?.nodes([{ name: 'n1' }])).toEqual([{ name: 'n1', cpu: 0n, memory: 0n }]);
  });

  it('serves nothing while one of the two queries fails', () => {
    const broken = CONFIG.replace('sum(memory{<<.LabelMatchers>>}) by (<<.GroupBy>>)', 'scalar(memory)');
    expect(of(LINES, broken)?.pods([{ namespace: 'a', name: 'p1' }])).toEqual([]);
  });

  it('is not served without resourceRules, nor where they do not load', () => {
    expect(of([], 'rules: []')).toBeUndefined();
    expect(of([], CONFIG.replace('1m', '"5"'))).toBeUndefined();
  });

  it('asks for nothing where nothing is asked of it', () => {
    expect([of(LINES)?.pods([]), of(LINES)?.nodes([])]).toEqual([[], []]);
  });
});
