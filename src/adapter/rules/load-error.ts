import type { AdapterDialect } from '../../kubernetes/cluster-facts';
import type { Pointer } from '../../source/pointer';
import type { Span } from '../../source/source-file';

export const LOAD_ERROR_CODES = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9', 'L10', 'L11', 'L12'] as const;

/**
 * Why the adapter does not start: L1 YAML syntax, L2 unknown field, L3 duplicate key, L4 wrong type, L5 filter with both or
 * neither of `is` and `isNot`, L6 regular expression, L7 several capture groups without `as`, L8 label template, L9 unknown
 * resource, L10 query template, L11 window of `resourceRules`, L12 `--metrics-max-age` below `--metrics-relist-interval`.
 */
export type LoadErrorCode = (typeof LOAD_ERROR_CODES)[number];

/** One reason why the adapter refuses its configuration. */
export interface LoadError {
  readonly code: LoadErrorCode;
  readonly message: string;
  readonly help: string;
  /** In the file, also where the configuration is embedded in another document. */
  readonly span: Span;
  /** From the root of the configuration, such as `/rules/0/name/matches`. */
  readonly path: Pointer;
}

/** What an error does to the adapter: it exits, or it runs on, healthy, without any rule. */
export type LoadConsequence = 'adapter-exits' | 'no-rules';

/** ACK's adapter only warns about a file that it cannot read; what it cannot compile stops it as it stops upstream's. */
export function consequenceOf(code: LoadErrorCode, dialect: AdapterDialect): LoadConsequence {
  const unreadable = ['L1', 'L2', 'L3', 'L4', 'L11'].includes(code);
  return dialect === 'ack' && unreadable ? 'no-rules' : 'adapter-exits';
}

/** A load error that still lacks its place. */
export type LoadFault = Pick<LoadError, 'code' | 'message' | 'help'> & {
  /** Offsets in the value that is wrong, where only a part of it is. */
  readonly within?: { readonly start: number; readonly end: number };
};

export function isLoadFault(value: object): value is LoadFault {
  return 'code' in value && 'help' in value;
}
