const MOST_NAMED = 3;

/** The first names of a list, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A share as messages write it. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  return `${rounded === 0 && share > 0 ? '< 0.1' : rounded === 100 && share < 1 ? '> 99.9' : rounded} %`;
}
