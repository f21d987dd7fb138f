import { type MetricsApi, metricsApi } from '../adapter/metrics-api/metrics-api';
import type { ProjectConfig } from '../config/project-config';
import type { Fleet } from './fleet';
import type { FleetSnapshot } from './fleet-snapshot';
import { type ObservedObjects, observeObjects } from './observed/observed-objects';
import type { RuleSet } from './rule-set';

/** A cluster at one moment of its snapshot. What costs time is computed once, when it is first asked for. */
export class ClusterView {
  private observation: ObservedObjects | undefined;
  private readonly apis = new Map<RuleSet, MetricsApi>();

  public constructor(
    public readonly fleet: Fleet,
    public readonly project: ProjectConfig,
    public readonly snapshot: FleetSnapshot,
    /** Milliseconds since the epoch. */
    public readonly time: number,
  ) {}

  public get observed(): ObservedObjects {
    this.observation ??= observeObjects(this.fleet, this.snapshot, this.time);
    return this.observation;
  }

  /** The metrics APIs as the adapter of these rules serves them. */
  public apiOf(set: RuleSet): MetricsApi {
    let api = this.apis.get(set);
    if (!api) {
      api = metricsApi(set.loaded, this.snapshot.snapshot.store, this.observed.objects, {
        time: this.time,
        dialect: set.dialect,
        ...(set.flags && { maxAgeMs: set.flags.maxAgeMs }),
      });
      this.apis.set(set, api);
    }
    return api;
  }
}
