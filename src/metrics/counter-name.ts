/** Capacities that are called a total, and only their names are like a counter's. */
const CAPACITY = /(mem|memory|fb|capacity|limit|size|disk|vram|ram|slots|nodes|gpus|replicas)(_[a-z]+)?_total$/;

/** Whether a series has the name of a counter: `..._total`, but for sizes that are called so. */
export function isCalledCounter(series: string): boolean {
  return series.endsWith('_total') && !CAPACITY.test(series);
}

/** Whether a series may be a part of a histogram or summary: then it is a counter. */
export function isCalledPartOfFamily(series: string): boolean {
  return /_(bucket|sum|count)$/.test(series);
}
