import type { ProjectConfig } from '../../config/project-config';
import type { AutoscalerMetric } from '../autoscaler';
import type { Chain, ChainEnd, ChainLinks } from '../chain';
import type { ClusterView } from '../cluster-view';
import { ruleBehind } from '../evaluation/rule-users';
import { nothingSelected, selectedSeriesOf } from '../evaluation/selected-series';
import type { Fleet } from '../fleet';
import { supplyOf } from '../supply';
import { resolveRequest } from './api-link';
import { resolveDecision } from './decision-link';
import { gpuLink } from './gpu-link';
import { labelsLink, missingLabel } from './labels-link';
import { type AskedMetric, askedMetric } from './metric-link';
import { resolveRule } from './rule-link';
import { type ScaledTarget, scaledTarget } from './scale-pods';
import { resolveSeries } from './series-link';
import { isEnd, open } from './step';
import { resolveValues } from './values-link';

/** Follows an autoscaler metric to its replicas. Without a view, as far as the files alone tell. */
export function resolveChain(
  metric: AutoscalerMetric,
  fleet: Fleet,
  project: ProjectConfig,
  view: ClusterView | undefined,
): Chain {
  return new ChainResolver(metric, fleet, project, view).resolve();
}

type Known = { -readonly [K in keyof ChainLinks]: ChainLinks[K] };

class ChainResolver {
  private readonly links: Known = {};
  private readonly assumptions: string[] = [];
  private readonly target: ScaledTarget;

  public constructor(
    private readonly metric: AutoscalerMetric,
    private readonly fleet: Fleet,
    private readonly project: ProjectConfig,
    private readonly view: ClusterView | undefined,
  ) {
    this.target = scaledTarget(metric.autoscaler, fleet);
  }

  public resolve(): Chain {
    const end = this.follow();
    const gpus = gpuLink(this.metric.autoscaler, this.target, this.fleet, this.links.decision);
    if (gpus) this.links.gpus = gpus;
    const { metric, links, assumptions } = this;
    return { metric, time: this.view?.time, links, end, assumptions };
  }

  private follow(): ChainEnd {
    const asked = askedMetric(this.metric);
    if (isEnd(asked)) return asked;
    this.links.metric = asked.link;
    const resolved = resolveRequest(this.metric, asked.link, this.target, this.fleet);
    if (isEnd(resolved)) return resolved;
    this.links.api = resolved.link;
    const { request } = resolved;
    const supply = supplyOf(request, this.fleet, this.project, this.view?.snapshot);
    const found = resolveRule(supply, request, this.fleet);
    if (isEnd(found)) return found;
    this.links.rule = found.link;
    if (!this.view)
      return found.obstacle ?? open('series', 'no snapshot is given, so nobody knows which series there are');
    const series = resolveSeries(found.rule, request.name, this.view, this.target);
    if (isEnd(series)) return found.obstacle ?? series;
    this.links.series = series.link;
    this.links.labels = labelsLink(series.discovered, this.fleet);
    if (found.obstacle) return found.obstacle;
    const missing = missingLabel(series.discovered, found.link, request, this.links.labels, this.target);
    if (missing) return missing;
    this.assumptions.push(...this.assumptionsAboutPods(this.view));
    const { query, values, end } = resolveValues({
      resolved,
      rule: found.link,
      series: series.link,
      selector: asked.selector,
      target: this.target,
      view: this.view,
      unselected: this.unselected(this.view),
    });
    if (query) this.links.query = query;
    if (values) this.links.values = values;
    return end ?? this.decide(asked, this.view);
  }

  private decide({ metric }: AskedMetric, view: ClusterView): ChainEnd {
    const { autoscaler } = this.metric;
    const { values } = this.links;
    if (autoscaler.is === 'ahpa' || !values) {
      return open('decision', 'AHPA decides by its own prediction, whose formula is not published');
    }
    const decision = resolveDecision(autoscaler, metric, values, this.target, view);
    if (isEnd(decision)) return decision;
    this.links.decision = decision.link;
    this.assumptions.push(...decision.assumptions);
    return { is: 'complete' };
  }

  /** Which labels of the request no recorded series has. */
  private unselected({ snapshot }: ClusterView): string | undefined {
    const user = ruleBehind(this.metric, this.fleet, this.project, snapshot);
    return user && nothingSelected(selectedSeriesOf(user, snapshot), user.series ?? '', snapshot.file);
  }

  private assumptionsAboutPods({ observed }: ClusterView): readonly string[] {
    const { workload, name, selects } = this.target;
    const byName = workload ? [] : [`pods of ${name}: it is not among the files, so they are told by their names`];
    const pods = observed.pods.filter(selects);
    return pods.length === 0 ? [] : [...observed.assumptionsAbout(pods), ...byName];
  }
}
