import type { SeriesInput } from '../../../src/series/series-store';

export const BASE: number;
export function dataset(): readonly SeriesInput[];
export function randomFrom(seed: number): () => number;
