import { compileRe2, type Re2 } from '../../series/re2';
import type { LoadFault } from './load-error';
import { regexFault } from './regex-fault';
import type { SeriesFilter } from './types';

/** A condition on the name of a series; unanchored. */
export interface NameFilter {
  readonly field: 'is' | 'isNot';
  accepts(name: string): boolean;
}

/** Compiles one entry of `seriesFilters`; an empty text counts as absent. */
export function compileFilter({ is = '', isNot = '' }: SeriesFilter): NameFilter | LoadFault {
  if ((is === '') === (isNot === '')) {
    return {
      code: 'L5',
      message: is === '' ? 'the filter has neither is nor isNot' : 'the filter has both is and isNot',
      help: 'give exactly one of is and isNot; write a second filter for a second condition',
    };
  }
  const field = is === '' ? 'isNot' : 'is';
  const pattern = compileRe2(is === '' ? isNot : is);
  if (pattern.kind === 'refused') return regexFault(field, is === '' ? isNot : is, pattern);
  return { field, accepts: acceptance(field, pattern) };
}

function acceptance(field: 'is' | 'isNot', pattern: Re2): (name: string) => boolean {
  return field === 'is' ? (name) => pattern.matches(name) : (name) => !pattern.matches(name);
}
