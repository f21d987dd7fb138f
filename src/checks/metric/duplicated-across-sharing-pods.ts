import { cardOf } from '../../fleet/evaluation/card-of-series';
import { namesOnlyExporter, podNamingOf } from '../../fleet/evaluation/pod-naming';
import { seriesOfRule } from '../../fleet/evaluation/rule-evaluation';
import type { FleetRule } from '../../fleet/rule-set';
import { findResource } from '../../kubernetes/resource-table';
import { labelValue, METRIC_NAME } from '../../series/labels';
import type { Series } from '../../series/series';
import { rulesInUse } from '../adapter/discovered-rule';
import { defineCheck, failed, notCheckable, passed, withoutSnapshot } from '../check';
import { listed } from '../wording';

const PODS = findResource({ resource: 'pods' })!;
const FEWEST_SAMPLES = 3;

/** An exporter that gives each pod on a card the value of the whole card. */
export const duplicatedAcrossSharingPods = defineCheck<FleetRule>({
  id: 'metric/duplicated-across-sharing-pods',
  severity: 'warning',
  title: 'pods that share a card all have the value of the whole card',
  subjects: rulesInUse,
  run(rule, { fleet, snapshot }) {
    const label = rule.compiled.association.labelOf(PODS);
    if (label === undefined) return passed;
    if (!snapshot) return withoutSnapshot;
    const found = seriesOfRule(rule, snapshot);
    if (found.length === 0) return notCheckable(`no series of the rule is in ${snapshot.file}`);
    if (namesOnlyExporter(podNamingOf(rule, fleet, snapshot))) return passed;
    const cards = found.flatMap(({ series }) => sharedCards(series, label));
    const compared = cards.map(({ card, pods }) => ({
      card,
      names: [...pods.keys()],
      same: compare([...pods.values()]),
    }));
    const [same] = compared.filter((card) => card.same === 'same');
    if (same) {
      const shared = compared.filter((card) => card.same === 'same').length;
      return failed({
        at: rule.at('/seriesQuery'),
        message: `${same.names.length} pods on card ${same.card} (${listed(same.names)}) have the same value at every recorded time: it is the value of the card, and each pod counts its neighbours' load as its own${shared > 1 ? `; so on ${shared} of ${compared.length} shared cards` : ''}`,
        help: 'Take a metric of the container, such as DCGM_CUSTOM_PROCESS_SM_UTIL of the ACK exporter, or one of the inference server.',
        evidence: { card: same.card, pods: same.names.slice(0, 20), cards: shared },
      });
    }
    if (compared.some((card) => card.same === 'unclear')) {
      return notCheckable('the pods that share a card have too few samples in common, or only zeros');
    }
    return passed;
  },
});

interface SharedCard {
  readonly card: string;
  readonly pods: ReadonlyMap<string, readonly Series[]>;
}

/** The cards that series of several pods name, for each metric. */
function sharedCards(series: readonly Series[], label: string): readonly SharedCard[] {
  const cards = new Map<string, { card: string; pods: Map<string, Series[]> }>();
  for (const one of series) {
    const pod = labelValue(one.labels, label);
    const card = cardOf(one.labels);
    if (pod === '' || card === undefined) continue;
    const key = `${labelValue(one.labels, METRIC_NAME)} ${card}`;
    const entry = cards.get(key) ?? { card, pods: new Map<string, Series[]>() };
    cards.set(key, entry);
    const own = entry.pods.get(pod);
    if (own) own.push(one);
    else entry.pods.set(pod, [one]);
  }
  return [...cards.values()].filter(({ pods }) => pods.size > 1);
}

/** Compares each pod with the first, at the times both have; pods that follow each other on a card share nothing. */
function compare(pods: readonly (readonly Series[])[]): 'same' | 'different' | 'unclear' | 'apart' {
  const [first, ...others] = pods.map(valuesByTime);
  let common = 0;
  let greatest = 0;
  for (const other of others) {
    for (const [time, value] of other) {
      const own = first!.get(time);
      if (own === undefined) continue;
      if (own !== value) return 'different';
      common++;
      greatest = Math.max(greatest, Math.abs(value));
    }
  }
  if (common === 0) return 'apart';
  return common < FEWEST_SAMPLES || greatest === 0 ? 'unclear' : 'same';
}

function valuesByTime(series: readonly Series[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const { timestamps, values, stale } of series) {
    const gone = new Set(stale);
    timestamps.forEach((time, index) => {
      if (!gone.has(index)) sums.set(time, (sums.get(time) ?? 0) + values[index]!);
    });
  }
  return sums;
}
