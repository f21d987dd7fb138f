/**
 * Adds numbers and keeps what rounding loses, by Neumaier's variant of Kahan's method, in the same order of operations as
 * Prometheus: https://github.com/prometheus/prometheus/blob/v3.14.0/util/kahansum/kahansum.go
 */
export class CompensatedSum {
  public sum = 0;
  public lost = 0;

  /** `infiniteSumForgets`: from 2.54 an infinite sum forgets what was lost, before that it turns into NaN. */
  public constructor(private readonly infiniteSumForgets: boolean) {}

  public add(value: number): void {
    const { sum } = this;
    const next = sum + value;
    if (this.infiniteSumForgets && (next === Number.POSITIVE_INFINITY || next === Number.NEGATIVE_INFINITY))
      this.lost = 0;
    else if (Math.abs(sum) >= Math.abs(value)) this.lost += sum - next + value;
    else this.lost += value - next + sum;
    this.sum = next;
  }

  public get total(): number {
    return this.sum + this.lost;
  }

  public set(sum: number, lost: number): void {
    this.sum = sum;
    this.lost = lost;
  }
}

/** Whether a number is infinite; NaN is not. */
export function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}
