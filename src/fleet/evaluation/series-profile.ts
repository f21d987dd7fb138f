import type { Series } from '../../series/series';

/** What the samples of one series look like, read once. Stale markers are no samples. */
export interface SeriesProfile {
  readonly count: number;
  /** Infinity where there is no finite value. */
  readonly min: number;
  readonly max: number;
  readonly rises: number;
  readonly falls: number;
  readonly zeros: number;
  /** NVIDIA's marks for "no value". */
  readonly blanks: number;
}

const profiles = new WeakMap<Series, SeriesProfile>();

/** The profile of a series; a store gives the same object for it each time. */
export function profileOf(series: Series): SeriesProfile {
  let profile = profiles.get(series);
  if (!profile) {
    profile = read(series);
    profiles.set(series, profile);
  }
  return profile;
}

function read({ values, stale }: Series): SeriesProfile {
  const found = { count: 0, min: Infinity, max: -Infinity, rises: 0, falls: 0, zeros: 0, blanks: 0 };
  let nextStale = 0;
  let before = Number.NaN;
  for (let index = 0; index < values.length; index++) {
    if (stale && stale[nextStale] === index) {
      nextStale++;
      continue;
    }
    const value = values[index]!;
    found.count++;
    if (value === 0) found.zeros++;
    if (isBlank(value)) {
      found.blanks++;
      continue;
    }
    if (value < found.min) found.min = value;
    if (value > found.max) found.max = value;
    if (value > before) found.rises++;
    else if (value < before) found.falls++;
    before = value;
  }
  return found;
}

const INT64_BLANK = 2 ** 63;
const INT32_BLANK = 0x7ffffff0;
const FLOAT_BLANK = 2 ** 47;
/** Blank, not found, not supported, not permissioned. */
const KINDS = 4;

/**
 * Whether a value is one of DCGM's marks for "no value". Source: NVIDIA/DCGM, dcgm_structs.h: DCGM_INT64_BLANK, DCGM_INT32_BLANK and
 * DCGM_FP64_BLANK, each with three more marks above it. As a float, those of 64 bits are all 2^63.
 */
export function isBlank(value: number): boolean {
  return value === INT64_BLANK || isFrom(value, INT32_BLANK) || isFrom(value, FLOAT_BLANK);
}

function isFrom(value: number, first: number): boolean {
  return value >= first && value < first + KINDS && Number.isInteger(value);
}
