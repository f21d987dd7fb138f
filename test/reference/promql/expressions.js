/** Random PromQL: valid text, of the right types, about the series of the reference. The same seed gives the same text. */

const { randomFrom } = require('./dataset');

const MINUTE = 60_000;

const SELECTORS = [
  'gpu_utilization',
  'gpu_utilization{zone="b"}',
  'gpu_utilization{PodName=~"bert-.*"}',
  'gpu_utilization{node!="n1",PodName!~".*-2"}',
  'requests_total',
  'requests_total{code="200"}',
  'requests_total{job=~"api|web",code!="404"}',
  'requests_total{code=~"5.."}',
  'latency_seconds_bucket',
  'latency_seconds_bucket{le!="0.5"}',
  'broken_bucket',
  'odd',
  'odd{kind!~"huge|infinite|mixed|nan|negativeInfinite"}',
  'odd{kind=~"constant|zero|negative"}',
  'sparse',
  'unix_seconds',
  'a_metric',
  'a_metric{y="p"}',
  'b_metric',
  'c_metric',
  'natural',
  'node_info',
  'first_half',
  'second_half',
  '{__name__=~"[abc]_metric"}',
  '{__name__=~"first_half|second_half|with:colon"}',
  'with:colon',
  'nothing_here',
];
const RANGED = SELECTORS.filter((selector) => !selector.startsWith('{'));
const LABELS = [
  'zone',
  'node',
  'PodName',
  'job',
  'code',
  'instance',
  'kind',
  'x',
  'y',
  'le',
  'cpu',
  '__name__',
  'missing',
];
const DURATIONS = ['30s', '1m', '90s', '2m', '3m', '5m', '7m30s', '10m', '20m', '1h'];
const STEPS = ['', '15s', '30s', '1m', '1m7s', '2m', '5m'];
const NUMBERS = ['0', '1', '2', '0.5', '3.7', '-1', '100', '1e3', '-0.25', '60', '1e-3', '7', 'NaN', 'Inf', '-Inf'];

const ELEMENT_WISE =
  'abs acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn sin sinh sqrt tan tanh day_of_month day_of_week day_of_year days_in_month hour minute month year timestamp round'.split(
    ' ',
  );
const OVER_RANGE =
  'avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time absent_over_time'.split(
    ' ',
  );
const AGGREGATIONS = 'sum avg count min max group stddev stdvar'.split(' ');
const ARITHMETIC = ['+', '-', '*', '/', '%', '^', 'atan2'];
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];

/** Writes one expression after the other. `version` is '2' or '3': functions that only one of them has. */
class ExpressionWriter {
  constructor(seed, version) {
    this.random = randomFrom(seed);
    this.version = version;
  }

  /** A question: an expression with a time or a range, in ms after the start of the data. */
  question() {
    this.instant = this.chance(0.5);
    const query = this.chance(0.9) ? this.vector(this.whole(1, 4)) : this.scalar(2);
    if (this.instant) return { query, time: this.time() };
    const start = this.time();
    const step = this.pick([30_000, MINUTE, 97_000, 3 * MINUTE, 10 * MINUTE]);
    return { query, start, end: start + step * this.whole(0, 12) + this.whole(0, 20_000), step };
  }

  vector(depth) {
    if (depth <= 0) return this.selector();
    const choices = [
      () => this.selector(),
      () => this.elementWise(depth),
      () => this.overRange(depth),
      () => this.overRange(depth),
      () => this.aggregation(depth),
      () => this.aggregation(depth),
      () => this.binary(depth),
      () => this.binary(depth),
      () => this.withScalar(depth),
      () => this.special(depth),
      () => `(${this.vector(depth - 1)})`,
      () => `-${this.vector(0)}`,
    ];
    return this.pick(choices)();
  }

  scalar(depth) {
    if (depth <= 0) return this.pick(NUMBERS);
    const choices = [
      () => this.pick(NUMBERS),
      () => `scalar(${this.vector(depth - 1)})`,
      () => 'time()',
      () => 'pi()',
      () => `(${this.scalar(depth - 1)} ${this.pick(ARITHMETIC)} ${this.scalar(depth - 1)})`,
      () => `(${this.scalar(depth - 1)} ${this.pick(COMPARISONS)} bool ${this.scalar(depth - 1)})`,
    ];
    return this.pick(choices)();
  }

  selector() {
    return `${this.pick(SELECTORS)}${this.timing()}`;
  }

  timing() {
    const at = this.chance(0.08) ? ` @ ${this.pick(['1700000000', '1700002500.5', 'start()', 'end()'])}` : '';
    const offset = this.chance(0.12) ? ` offset ${this.pick(['', '-'])}${this.pick(DURATIONS)}` : '';
    return this.chance(0.5) ? `${at}${offset}` : `${offset}${at}`;
  }

  /** `fixed`: whether the range vector may have `@`. */
  range(depth, fixed = true) {
    const timing = fixed ? this.timing() : '';
    if (this.chance(0.3) && depth > 0) {
      return `(${this.vector(depth - 1)})[${this.pick(DURATIONS)}:${this.pick(STEPS)}]${timing}`;
    }
    return `${this.pick(RANGED)}[${this.pick(DURATIONS)}]${timing}`;
  }

  elementWise(depth) {
    return `${this.pick(ELEMENT_WISE)}(${this.vector(depth - 1)})`;
  }

  overRange(depth) {
    if (this.chance(0.12)) return `quantile_over_time(${this.scalar(0)}, ${this.range(depth - 1)})`;
    // What depends on the time and on "@" at once is a matter of versions; the reference cases cover it.
    if (this.chance(0.08)) return `predict_linear(${this.range(depth - 1, false)}, ${this.scalar(0)})`;
    if (this.chance(0.05)) {
      const name = this.version === '2' ? 'holt_winters' : 'double_exponential_smoothing';
      return `${name}(${this.range(depth - 1)}, ${this.pick(['0.3', '0.8', '1'])}, ${this.pick(['0.1', '0.6'])})`;
    }
    if (this.version === '3' && this.chance(0.08)) {
      return `${this.pick(['mad_over_time', 'first_over_time'])}(${this.range(depth - 1)})`;
    }
    return `${this.pick(OVER_RANGE)}(${this.range(depth - 1)})`;
  }

  aggregation(depth) {
    const grouping = this.chance(0.7) ? ` ${this.pick(['by', 'by', 'without'])} (${this.labels(2)})` : '';
    const vector = this.vector(depth - 1);
    const kind = this.random();
    if (kind < 0.7) return `${this.pick(AGGREGATIONS)}${grouping} (${vector})`;
    if (kind < 0.84) return this.ranking(grouping, vector);
    if (kind < 0.93)
      return `quantile${grouping} (${this.pick(['0.5', '0.1', '0.95', '0', '1', '-1', '2'])}, ${vector})`;
    return `count_values${grouping} ("${this.pick(['value', 'x', 'zone'])}", ${this.steady(vector)})`;
  }

  ranking(grouping, vector) {
    const size = this.pick(['1', '2', '3', '0', '5.5']);
    return `${this.pick(['topk', 'bottomk'])}${grouping} (${size}, ${this.steady(vector)})`;
  }

  /**
   * A vector that Prometheus gives in the same order every time. What it calculates over several steps, and some of what it
   * calculates at one, it shuffles, and then it is chance which of two equal elements stays and what the last digit of a sum is.
   */
  steady(vector) {
    const shuffled = !this.instant || /count_values|histogram_|:[0-9a-z]*\]/.test(vector);
    return shuffled ? this.selector() : vector;
  }

  binary(depth) {
    const left = this.vector(depth - 1);
    const right = this.vector(depth - 1);
    if (this.chance(0.25)) return `(${left}) ${this.pick(['and', 'or', 'unless'])}${this.matching(false)} (${right})`;
    const comparison = this.chance(0.4);
    const bool = comparison && this.chance(0.4) ? ' bool' : '';
    const op = this.pick(comparison ? COMPARISONS : ARITHMETIC);
    return `(${left}) ${op}${bool}${this.matching(true)} (${right})`;
  }

  matching(groups) {
    if (this.chance(0.4)) return '';
    const list = this.chance(0.6) ? ` on (${this.labels(2)})` : ` ignoring (${this.labels(3)})`;
    const fill =
      this.version === '3' && groups && this.chance(0.15)
        ? ` ${this.pick(['fill', 'fill_left', 'fill_right'])}(${this.scalar(0)})`
        : '';
    if (!groups || this.chance(0.4)) return list + fill;
    const on = list.startsWith(' on');
    const include = this.labels(1);
    // A label must not stand in "on" and in "group" at once.
    const clash = on && include !== '' && list.includes(include);
    return `${list} ${this.pick(['group_left', 'group_right'])} (${clash ? '' : include})${fill}`;
  }

  withScalar(depth) {
    const vector = this.vector(depth - 1);
    const scalar = this.scalar(1);
    const comparison = this.chance(0.4);
    const op = this.pick(comparison ? COMPARISONS : ARITHMETIC) + (comparison && this.chance(0.4) ? ' bool' : '');
    return this.chance(0.7) ? `(${vector}) ${op} ${scalar}` : `${scalar} ${op} (${vector})`;
  }

  special(depth) {
    const vector = this.vector(depth - 1);
    return this.pick([
      () => `absent(${vector})`,
      () => `clamp(${vector}, ${this.scalar(0)}, ${this.scalar(0)})`,
      () => `clamp_min(${vector}, ${this.scalar(1)})`,
      () => `clamp_max(${vector}, ${this.scalar(1)})`,
      () => `round(${vector}, ${this.scalar(0)})`,
      () => `sort(${vector})`,
      () => `sort_desc(${vector})`,
      () => `vector(${this.scalar(1)})`,
      () => `histogram_quantile(${this.pick(['0.5', '0.9', '0', '1', '-1', '2'])}, ${vector})`,
      () => `histogram_quantile(0.8, ${this.pick(['latency_seconds_bucket', 'broken_bucket'])}${this.timing()})`,
      () =>
        `histogram_fraction(${this.scalar(0)}, ${this.scalar(0)}, ${this.pick(['latency_seconds_bucket', 'broken_bucket'])})`,
      () => `label_replace(${vector}, "${this.pick(['x', 'zone', 'new'])}", "$1-x", "${this.pick(LABELS)}", "(.*).")`,
      () =>
        `label_join(${vector}, "${this.pick(['x', 'joined'])}", "-", "${this.pick(LABELS)}", "${this.pick(LABELS)}")`,
      () => 'timestamp(sparse)',
    ])();
  }

  labels(most) {
    const count = this.whole(0, most);
    return [...new Set(Array.from({ length: count }, () => this.pick(LABELS)))].join(', ');
  }

  time() {
    return this.whole(0, 190) * 30_000 + this.pick([0, 0, 1, 7_300, 15_000]);
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  whole(least, most) {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  chance(probability) {
    return this.random() < probability;
  }
}

/** Questions from a seed, each once. */
function randomQuestions(seed, count, version) {
  const writer = new ExpressionWriter(seed, version);
  const questions = new Map();
  while (questions.size < count) {
    const question = writer.question();
    questions.set(JSON.stringify(question), question);
  }
  return [...questions.values()];
}

module.exports = { randomQuestions };
