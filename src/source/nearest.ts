import { distance } from 'fastest-levenshtein';

/** Longer names are not compared: the cost grows with the product of the lengths. */
const LONGEST = 200;

/** The names most like the given one, best first; empty where nothing is close enough to suggest. */
export function nearest(name: string, candidates: Iterable<string>, most = 3): readonly string[] {
  if (name.length > LONGEST) return [];
  const limit = Math.max(2, Math.floor(name.length / 3));
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of candidates) {
    if (candidate === name || candidate.length > LONGEST) continue;
    const score = distance(name.toLowerCase(), candidate.toLowerCase());
    if (score <= limit) scored.push({ candidate, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** `, did you mean x or y?`, or nothing: the end of a message about an unknown name. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const names = nearest(name, candidates, 2);
  return names.length === 0 ? '' : `; did you mean ${names.map((candidate) => `"${candidate}"`).join(' or ')}?`;
}
