import { DAYS } from '../autoscaling/demand/minute-text';
import type { ClusterCapacity, GpuGroup, Peak, PoolSize } from '../fleet/capacity-report';
import { safeText } from './printable';

const WIDTH = 100;
const DAY_WIDTH = 9;
const HOURS = 24;

/** The matrices as people read them, at most 100 columns wide where names allow it. */
export function formatCapacityText(clusters: readonly ClusterCapacity[]): string {
  if (clusters.length === 0) return '';
  return `${clusters.map((cluster) => clusterLines(cluster).join('\n')).join('\n\n')}\n`;
}

function clusterLines(cluster: ClusterCapacity): readonly string[] {
  const { timeZone, timeZoneAssumed, groups, unusedPools, poolsKnown, uncounted } = cluster;
  const nobody = uncounted.length > 0 ? 'nothing that is counted' : 'no service';
  const scheduled = groups.some(({ services }) => services.some((service) => service.scheduled));
  const assumed = timeZoneAssumed ? ' (assumed: ahpaTimeZone is not declared)' : '';
  return [
    safeText(`${cluster.cluster}: floor and ceiling of all services, by the hour`),
    ...(scheduled ? [safeText(`  times in ${timeZone}${assumed}`)] : []),
    ...(poolsKnown ? [] : ['  the GPU pools are not declared, so nothing tells whether this fits']),
    ...(groups.length === 0 ? [`  ${nobody} asks for a GPU`] : []),
    ...groups.flatMap((group) => ['', ...groupLines(group)]),
    ...(uncounted.length > 0 ? ['', ...uncounted.map((entry) => safeText(`  ${uncountedText(entry)}`))] : []),
    ...(unusedPools.length > 0 ? ['', safeText(`  ${nobody} asks for pool ${unusedPools.join(', ')}`)] : []),
  ];
}

function uncountedText({ object, resources }: ClusterCapacity['uncounted'][number]): string {
  return `not counted, because it is not modelled: ${object} (${resources.join(', ')})`;
}

function groupLines(group: GpuGroup): readonly string[] {
  return [
    safeText(`  ${titleOf(group)}`),
    ...matrixLines(group).map((line) => `    ${line}`),
    ...(group.until === undefined ? [] : [`    until ${group.until}; then the hours change`]),
    `    ${peakLine(group)}`,
    ...shortageLines(group).map((line) => safeText(`    ${line}`)),
    ...serviceLines(group).map((line) => safeText(`    ${line}`)),
  ];
}

function titleOf({ allocation, vendor, profile, unit, pools, silentPools, available }: GpuGroup): string {
  const gpus = [...new Set(pools.map(({ gpu }) => gpu))].join(', ');
  const maker = vendor === 'NVIDIA' ? '' : vendor;
  const kind = [gpus, allocation, maker, profile, unit === 'GPUs' ? 'GPUs' : `in ${unit}`].filter(Boolean).join(' ');
  if (silentPools.length > 0) return `${kind}: pool ${silentPools.join(', ')} may hold them, and does not say so`;
  if (pools.length === 0) return `${kind}: the cluster has no such pool`;
  const held = available ? `: ${sizeText(available.now, available.atMost)}` : '';
  return `${kind}, ${pools.length === 1 ? 'pool' : 'pools'} ${pools.map(poolText).join(', ')}${held}`;
}

function poolText({ name, count, max, spot }: PoolSize, _: number, all: readonly PoolSize[]): string {
  const notes = [...(all.length === 1 ? [] : [sizeText(count, max)]), ...(spot ? ['spot'] : [])];
  return notes.length === 0 ? name : `${name} (${notes.join('; ')})`;
}

function sizeText(now: number, atMost: number): string {
  return atMost > now ? `${now}, may grow to ${atMost}` : String(now);
}

function peakLine({ peak, peakDuringRollout, available, unit, uncounted }: GpuGroup): string {
  const of = available ? ` of ${available.atMost}` : '';
  const over = (demand: number) => (available && demand > available.atMost ? ', TOO MANY' : '');
  const when = ({ at }: Peak) => (at === undefined ? '' : ` (first on ${at})`);
  const others = uncounted.length > 0 ? ', beside what is not counted' : '';
  const line = `at most ${peak.demand}${of} ${unit}${when(peak)}${over(peak.demand)}${others}`;
  if (peakDuringRollout.demand === peak.demand) return line;
  return `${line}; ${peakDuringRollout.demand} during a rollout${over(peakDuringRollout.demand)}`;
}

/** What the sum does not show. */
function shortageLines({ shortage, unit }: GpuGroup): readonly string[] {
  switch (shortage?.is) {
    case 'alone':
      return [
        `${shortage.workload} alone at most ${shortage.needed} of ${shortage.available} ${unit} once its schedule has ended, TOO MANY`,
      ];
    case 'card':
      return [
        `a pod of ${shortage.workload} asks for ${shortage.needed} GiB, and a card has ${shortage.available} at most, TOO MUCH`,
      ];
    case 'compute':
      return [`at most ${shortage.needed} of ${shortage.available} % of the compute of a card, TOO MUCH`];
    case 'parts':
      return [
        `at most ${shortage.needed} pods of ${partText(shortage)} or more, and the cards hold ${shortage.available} of them, TOO MANY`,
      ];
    case 'unproven':
      return ['no way was found to give each pod its part on one card'];
    default:
      return [];
  }
}

function partText({ memoryGiB, corePercent }: { readonly memoryGiB: number; readonly corePercent: number }): string {
  const compute = `${corePercent} % of the compute of a card`;
  if (memoryGiB === 0) return compute;
  return corePercent === 0 ? `${memoryGiB} GiB` : `${memoryGiB} GiB and ${compute}`;
}

/** Days with the same hours share a row, and hours with the same values a column. */
function matrixLines(group: GpuGroup): readonly string[] {
  const days = joinEqual(
    DAYS.map((name, day) => ({ name, cells: cellsOf(group, day) })),
    ({ cells }) => cells.join(' '),
  );
  const edges = Array.from({ length: HOURS }, (_, hour) => hour).filter(
    (hour) => hour === 0 || days.some(([{ cells }]) => cells[hour] !== cells[hour - 1]),
  );
  const columns = edges.map((start, index) => {
    const end = edges[index + 1] ?? HOURS;
    const head = `${two(start)}-${two(end)}`;
    const cells = days.map(([{ cells: row }]) => row[start]!);
    const width = Math.max(head.length, ...cells.map((cell) => cell.length)) + 2;
    return { head, cells, width };
  });
  const lines: string[] = [];
  for (const block of blocksOf(columns)) {
    lines.push(' '.repeat(DAY_WIDTH) + block.map(({ head, width }) => head.padStart(width)).join(''));
    days.forEach((run, row) => {
      const name = run.length === 1 ? run[0].name : `${run[0].name}-${run.at(-1)!.name}`;
      lines.push(name.padEnd(DAY_WIDTH) + block.map(({ cells, width }) => cells[row]!.padStart(width)).join(''));
    });
  }
  return lines;
}

function cellsOf({ floor, ceiling }: GpuGroup, day: number): readonly string[] {
  return floor[day]!.map((least, hour) => {
    const most = ceiling[day]![hour]!;
    return least === most ? String(most) : `${least}-${most}`;
  });
}

/** Columns in blocks that fit on a line. */
function blocksOf<C extends { readonly width: number }>(columns: readonly C[]): readonly (readonly C[])[] {
  const blocks: C[][] = [];
  let left = 0;
  for (const column of columns) {
    if (blocks.length === 0 || column.width > left) {
      blocks.push([]);
      left = WIDTH - DAY_WIDTH - 4;
    }
    blocks.at(-1)!.push(column);
    left -= column.width;
  }
  return blocks;
}

function joinEqual<T>(items: readonly T[], keyOf: (item: T) => string): readonly [T, ...T[]][] {
  const runs: [T, ...T[]][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last && keyOf(last[0]) === keyOf(item)) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

function serviceLines({ services }: GpuGroup): readonly string[] {
  return services.map(({ workload, perReplica, replicas, scheduled, unreadable }) => {
    if (unreadable) return `${workload}: its replicas or GPUs cannot be read, and are left out`;
    const range = replicas.min === replicas.max ? String(replicas.max) : `${replicas.min}-${replicas.max}`;
    const text = `${workload}: ${range} x ${perReplica} = at most ${replicas.max * perReplica}`;
    return scheduled ? `${text}, by a schedule` : text;
  });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
