import type { AdapterDialect } from '../kubernetes/cluster-facts';
import type { RuleSource } from './rule-source';

/** The rules of one adapter, as found. */
export class RuleSet {
  public constructor(
    public readonly source: RuleSource,
    public readonly dialect: AdapterDialect | undefined,
  ) {}
}
