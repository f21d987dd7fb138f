import { type Discovery, discover } from '../adapter/discovery';
import { type CompiledRule, type LoadedConfig, loadAdapterRules, type RuleList } from '../adapter/rules/load';
import { parseSeriesQuery, type SeriesQuery } from '../adapter/series-query';
import type { AdapterDialect } from '../kubernetes/cluster-facts';
import type { ObjectReference, Place } from '../source/finding';
import type { Pointer } from '../source/pointer';
import { type AdapterFlags, adapterFlagsOf } from './adapter-flags';
import type { FleetSnapshot } from './fleet-snapshot';
import type { RuleSource, RuleSourceForm } from './rule-source';
import type { Workload } from './workload';

const DIALECT_OF_FORM: { readonly [form in RuleSourceForm]?: AdapterDialect } = {
  communityValues: 'upstream',
  ackValues: 'ack',
};

/** The rules of one adapter, loaded as it loads them. */
export class RuleSet {
  /** The adapter that reads it; upstream's where nothing tells. */
  public readonly dialect: AdapterDialect;
  /** Whether something tells which adapter reads it. */
  public readonly dialectIsKnown: boolean;
  /** Undefined where no file gives them. */
  public readonly flags: AdapterFlags | undefined;
  public readonly loaded: LoadedConfig;
  public readonly rules: readonly FleetRule[];
  private readonly lists: { readonly [list in RuleList]: readonly FleetRule[] };
  private readonly discoveries = new WeakMap<FleetSnapshot, Discovery>();

  public constructor(
    public readonly source: RuleSource,
    dialect: AdapterDialect | undefined,
    workloads: readonly Workload[],
  ) {
    const told = dialect ?? DIALECT_OF_FORM[source.form];
    this.dialect = told ?? 'upstream';
    this.flags = adapterFlagsOf(source, this.dialect, workloads);
    this.loaded = loadAdapterRules(source, this.flags && { flags: this.flags });
    // Only upstream's adapter has a use for externalRules.
    this.dialectIsKnown = told !== undefined || this.loaded.externalRules.length > 0;
    const [rules = [], externalRules = []] = [this.loaded.rules, this.loaded.externalRules].map((list) =>
      list.map((rule) => new FleetRule(this, rule)),
    );
    this.lists = { rules, externalRules };
    this.rules = [...rules, ...externalRules];
  }

  public get place(): Place {
    return { span: this.source.span, path: '' };
  }

  /** The ConfigMap that carries the rules, where one does. */
  public get object(): ObjectReference | undefined {
    return this.source.manifest?.object;
  }

  /** Whether the adapter serves anything with this configuration: any error keeps it from its rules. */
  public get loads(): boolean {
    return this.loaded.errors.length === 0;
  }

  /** The rules behind an API: upstream serves the two from two lists, the ACK adapter both from `rules`. */
  public rulesFor(api: 'custom' | 'external'): readonly FleetRule[] {
    return this.lists[api === 'external' && this.dialect === 'upstream' ? 'externalRules' : 'rules'];
  }

  /** What the adapter would find and serve, computed once per snapshot. */
  public discover(snapshot: FleetSnapshot): Discovery {
    let discovery = this.discoveries.get(snapshot);
    if (!discovery) {
      discovery = discover(this.loaded, snapshot.snapshot.store, { dialect: this.dialect });
      this.discoveries.set(snapshot, discovery);
    }
    return discovery;
  }
}

/** One rule of a set. */
export class FleetRule {
  private readonly queries = new Map<string | undefined, SeriesQuery>();

  public constructor(
    public readonly set: RuleSet,
    public readonly compiled: CompiledRule,
  ) {}

  public get place(): Place {
    return this.at('');
  }

  public get object(): ObjectReference | undefined {
    return this.set.object;
  }

  /** Its `seriesQuery`, read once for each version of Prometheus. */
  public seriesQuery(semantics: string | undefined): SeriesQuery {
    let query = this.queries.get(semantics);
    if (!query) {
      query = parseSeriesQuery(this.compiled.rule.seriesQuery, semantics);
      this.queries.set(semantics, query);
    }
    return query;
  }

  /** The place of a field of the rule, such as `/metricsQuery`. */
  public at(path: Pointer): Place {
    return { span: this.compiled.spanOf(path), path: this.compiled.path + path };
  }

  /** The place of a part of a field's text: offsets in it. */
  public within(path: Pointer, start: number, end: number): Place {
    return { span: this.compiled.spanWithin(path, { start, end }), path: this.compiled.path + path };
  }
}
