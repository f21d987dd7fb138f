import { type Discovery, discover } from '../adapter/discovery';
import { type CompiledRule, type LoadedConfig, loadAdapterRules } from '../adapter/rules/load';
import type { AdapterDialect } from '../kubernetes/cluster-facts';
import type { ObjectReference, Place } from '../source/finding';
import type { Pointer } from '../source/pointer';
import type { FleetSnapshot } from './fleet-snapshot';
import type { RuleSource } from './rule-source';

/** The rules of one adapter, loaded as it loads them. */
export class RuleSet {
  public readonly dialect: AdapterDialect;
  public readonly loaded: LoadedConfig;
  public readonly rules: readonly FleetRule[];
  private readonly discoveries = new WeakMap<FleetSnapshot, Discovery>();

  public constructor(
    public readonly source: RuleSource,
    dialect: AdapterDialect | undefined,
  ) {
    this.dialect = dialect ?? (source.form === 'ackValues' ? 'ack' : 'upstream');
    this.loaded = loadAdapterRules(source);
    this.rules = [...this.loaded.rules, ...this.loaded.externalRules].map((rule) => new FleetRule(this, rule));
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

  /** The place of a field of the rule, such as `/metricsQuery`. */
  public at(path: Pointer): Place {
    return { span: this.compiled.spanOf(path), path: this.compiled.path + path };
  }

  /** The place of a part of a field's text: offsets in it. */
  public within(path: Pointer, start: number, end: number): Place {
    return { span: this.compiled.spanWithin(path, { start, end }), path: this.compiled.path + path };
  }
}
