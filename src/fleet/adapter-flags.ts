import type { AdapterDialect } from '../kubernetes/cluster-facts';
import type { Place } from '../source/finding';
import { nodeAt, type SourceNode } from '../source/node';
import { workloadsMounting } from './config-mounts';
import type { RuleSource } from './rule-source';
import type { Workload } from './workload';

/** How often the adapter asks, and how far back. */
export interface AdapterFlags {
  readonly relistIntervalMs: number;
  readonly maxAgeMs: number;
  /** Where the last of the two is given. */
  readonly place: Place;
}

type FlagName = 'metrics-relist-interval' | 'metrics-max-age';

interface GivenFlag {
  readonly name: FlagName;
  readonly text: string;
  readonly place: Place;
}

/**
 * The flags with which the adapter of these rules starts; undefined where neither is given, or one cannot be read.
 * Defaults of the programs: kubernetes-sigs/prometheus-adapter, cmd/adapter; AliyunContainerService/alibaba-cloud-metrics-adapter.
 */
export function adapterFlagsOf(
  source: RuleSource,
  dialect: AdapterDialect,
  workloads: readonly Workload[],
): AdapterFlags | undefined {
  const { manifest } = source;
  const given = manifest
    ? workloadsMounting(manifest, workloads).flatMap((workload) => flagsOfWorkload(workload))
    : flagsOfValues(source);
  const last = given.at(-1);
  if (!last) return undefined;
  const relist = textOf(given, 'metrics-relist-interval') ?? (source.form === 'communityValues' ? '1m' : '10m');
  const relistIntervalMs = goDurationMs(relist);
  const maxAge = textOf(given, 'metrics-max-age') ?? (dialect === 'ack' ? '20m' : relist);
  const maxAgeMs = goDurationMs(maxAge);
  return relistIntervalMs === undefined || maxAgeMs === undefined
    ? undefined
    : { relistIntervalMs, maxAgeMs, place: last.place };
}

function textOf(given: readonly GivenFlag[], name: FlagName): string | undefined {
  return given.findLast((flag) => flag.name === name)?.text;
}

function flagsOfWorkload({ manifest }: Workload): readonly GivenFlag[] {
  const containers = nodeAt(manifest.root, '/spec/template/spec/containers');
  if (containers?.kind !== 'sequence') return [];
  return containers.items.flatMap((container, index) =>
    ['command', 'args'].flatMap((field) =>
      flagsIn(nodeAt(container, `/${field}`), (item) =>
        manifest.at(`/spec/template/spec/containers/${index}/${field}/${item}`),
      ),
    ),
  );
}

function flagsOfValues({ relistInterval, extraArguments }: RuleSource): readonly GivenFlag[] {
  const interval: readonly GivenFlag[] =
    relistInterval?.kind === 'scalar' && relistInterval.value !== null
      ? [{ name: 'metrics-relist-interval', text: relistInterval.text, place: { span: relistInterval.span, path: '' } }]
      : [];
  return [...interval, ...flagsIn(extraArguments)];
}

const FLAG = /^--?(metrics-relist-interval|metrics-max-age)(?:=(.*))?$/s;

/** Flags of an argument list: `--name=value`, or name and value as two arguments. */
function flagsIn(list: SourceNode | undefined, placeOf?: (index: number) => Place): readonly GivenFlag[] {
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item, index) => {
    const match = item.kind === 'scalar' ? FLAG.exec(item.text) : null;
    if (!match) return [];
    const next = list.items[index + 1];
    const text = match[2] ?? (next?.kind === 'scalar' ? next.text : '');
    return [{ name: match[1] as FlagName, text, place: placeOf?.(index) ?? { span: item.span, path: '' } }];
  });
}

const UNIT_MS: { readonly [unit: string]: number } = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration as Go's flag package reads it, such as `1m30s`. */
function goDurationMs(text: string): number | undefined {
  if (!/^([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  const parts = text.matchAll(/([0-9.]+)(ns|us|µs|ms|s|m|h)/g);
  return [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT_MS[unit!]!, 0);
}
