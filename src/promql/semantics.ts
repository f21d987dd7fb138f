/** How a version of Prometheus differs from the others in what a query means. Each switch names the version it came with. */
export interface Semantics {
  readonly version: string;
  /** 3.0: ranges and the lookback exclude their left end. */
  readonly leftOpen: boolean;
  /** 3.0: `.` in a regular expression matches a newline. */
  readonly dotMatchesNewline: boolean;
  /** 2.51: `{"metric name", "label name"="value"}`. */
  readonly quotedSelectors: boolean;
  /** 3.0: any UTF-8 text as a label name, in quotes where it stands in a list. */
  readonly quotedNames: boolean;
  /** 3.3: the same for `label_replace`. */
  readonly replacesQuotedNames: boolean;
  /** 2.54: `foo[300]` and `5m` as the number 300. */
  readonly numbersAreDurations: boolean;
  /** 2.54: `1_000`. */
  readonly numberUnderscores: boolean;
  /** 2.54 to 3.4: a duration is cut to milliseconds by way of a fraction of seconds, so that 1001ms becomes 1s. */
  readonly cutsDurations: boolean;
  /** 3.4: `offset 0s`, `offset +1m`, and `0s` as a number. */
  readonly zeroOffset: boolean;
  /** `foo[5m + 1m]`: from 3.4 behind a feature flag, from 3.14 always. */
  readonly durationExpressions: 'none' | 'experimental' | 'stable';
  /** 2.51: extrapolation is capped before the zero point of a counter is looked at. */
  readonly capBeforeZeroPoint: boolean;
  /** 2.51: a range selector with `@` does not move when its function is not step invariant. */
  readonly fixedAtWindow: boolean;
  /** 2.54: `sum` compensates for rounding. */
  readonly compensatedSum: boolean;
  /** How `avg` adds up: 2.55 compensates, 3.5 prefers the plain sum. */
  readonly averageAggregation: 'incremental' | 'compensatedIncremental' | 'direct';
  /** How `avg_over_time` adds up; it has compensated since long before 2.42. */
  readonly averageOverTime: 'compensatedIncremental' | 'compensatedDirect' | 'direct';
  /** 3.0: `stddev` and `stdvar` of a group that begins with an infinite value or NaN are NaN. */
  readonly infiniteDeviationIsNaN: boolean;
  /** 2.49: `histogram_quantile` ignores differences that rounding explains. */
  readonly ignoresTinyBucketDips: boolean;
  /** 3.9: a comparison that drops a pair still takes part in the check for many-to-one matching. */
  readonly strictManyToOne: boolean;
  /** 3.9: unary minus may join series that do not overlap. */
  readonly minusJoinsDisjointSeries: boolean;
  /** `label_replace` and `label_join` may join series that do not overlap: not from 2.51 to 3.8. */
  readonly relabelsStepByStep: boolean;
  /** 2.51 to 3.2: `label_join` may give two series the same labels. */
  readonly joinsIntoDuplicates: boolean;
  /** 2.44: `topk` and `bottomk` replace the least element in place, which shows where values are equal. */
  readonly topKReplacesInPlace: boolean;
  /** 2.47: built with a Go whose sort stirs differently, which shows where many values are equal. */
  readonly sortStirring: 'go1.19' | 'go1.21';
  /** 2.52 to 3.4: the parameter of an aggregation is read at the first step only. */
  readonly parameterOfFirstStep: boolean;
  /** 3.5: `topk` looks at the parameters of all steps before it begins. */
  readonly checksAllParameters: boolean;
  /** 3.5 only: the parameter of `topk` is checked where there is an element. */
  readonly checksParameterOfElements: boolean;
  /** 3.6: NaN as the parameter of `topk` or `bottomk` is an error of its own. */
  readonly rejectsNaNParameter: boolean;
  /** 2.48: `atan2` drops the metric name as the other arithmetic operators do. */
  readonly atan2DropsName: boolean;
  /** 2.55 to 3.0: `round` forgets to drop the metric name. */
  readonly roundKeepsName: boolean;
  /** Before 3.11 `bool` drops a metric name even where `group_left (__name__)` has just copied it. */
  readonly boolDropsIncludedName: boolean;
  /** 3.5: `__type__` and `__unit__` go where the metric name goes. */
  readonly dropsTypeAndUnit: boolean;
  /** 3.1: a subquery does not evaluate the left end of its range. */
  readonly subqueryLeftOpen: boolean;
  /** 3.3: a subquery that has no step is not evaluated at all. */
  readonly skipsEmptySubqueries: boolean;
  /** 3.4: `histogram_fraction` reads classic histograms. */
  readonly classicHistogramFraction: boolean;
  /** 3.8: the first bucket begins at 0, where its bound is positive; before that, at minus infinity. */
  readonly fractionInFirstBucket: boolean;
  /** 3.14: `mad_over_time` of a window that holds NaN is NaN. */
  readonly deviationKeepsNaN: boolean;
  /** 2.54: an infinite running sum forgets what it compensated. */
  readonly infiniteSumForgets: boolean;
}

/** The newest version whose behaviour is modelled, and the default. */
export const NEWEST_SEMANTICS = '3.14.0';

/** The oldest version whose behaviour is modelled. */
export const OLDEST_SEMANTICS = '2.42.0';

/** Compares the first two parts of versions as numbers. */
export function atLeastVersion(version: string, since: string): boolean {
  const [major, minor] = parts(version);
  const [sinceMajor, sinceMinor] = parts(since);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

/** Whether a text names a version, such as `2.42`, `v3.1.0` or `3.14.0-rc.1`. */
export function isVersion(text: string): boolean {
  return /^v?\d{1,4}(\.\d{1,4}){0,2}([-+].*)?$/.test(text);
}

/** Whether the behaviour of that version is modelled. */
export function isModelled(text: unknown): text is string {
  if (typeof text !== 'string' || !isVersion(text)) return false;
  return atLeastVersion(text, OLDEST_SEMANTICS) && atLeastVersion(NEWEST_SEMANTICS, text);
}

/** What an option takes that names a version. */
export const MODELLED_VERSIONS = `a Prometheus version from ${OLDEST_SEMANTICS} to ${NEWEST_SEMANTICS}`;

/** The version to read for a server of any version: the oldest or newest that is modelled where it lies beyond. */
export function nearestModelled(version: string): string {
  if (!isVersion(version)) return NEWEST_SEMANTICS;
  if (!atLeastVersion(version, OLDEST_SEMANTICS)) return OLDEST_SEMANTICS;
  return atLeastVersion(NEWEST_SEMANTICS, version) ? version : NEWEST_SEMANTICS;
}

/** The switches for a version. */
export function semanticsOf(version: string): Semantics {
  const from = (since: string): boolean => atLeastVersion(version, since);
  return {
    version,
    leftOpen: from('3.0'),
    dotMatchesNewline: from('3.0'),
    quotedSelectors: from('2.51'),
    quotedNames: from('3.0'),
    replacesQuotedNames: from('3.3'),
    numbersAreDurations: from('2.54'),
    numberUnderscores: from('2.54'),
    cutsDurations: from('2.54') && !from('3.5'),
    zeroOffset: from('3.4'),
    durationExpressions: from('3.14') ? 'stable' : from('3.4') ? 'experimental' : 'none',
    capBeforeZeroPoint: from('2.51'),
    fixedAtWindow: from('2.51'),
    compensatedSum: from('2.54'),
    averageAggregation: from('3.5') ? 'direct' : from('2.55') ? 'compensatedIncremental' : 'incremental',
    averageOverTime: from('3.5') ? 'direct' : from('2.55') ? 'compensatedDirect' : 'compensatedIncremental',
    infiniteDeviationIsNaN: from('3.0'),
    ignoresTinyBucketDips: from('2.49'),
    strictManyToOne: from('3.9'),
    minusJoinsDisjointSeries: from('3.9'),
    relabelsStepByStep: from('3.9') || !from('2.51'),
    joinsIntoDuplicates: from('2.51') && !from('3.3'),
    topKReplacesInPlace: from('2.44'),
    sortStirring: from('2.47') ? 'go1.21' : 'go1.19',
    parameterOfFirstStep: from('2.52') && !from('3.5'),
    checksAllParameters: from('3.5'),
    checksParameterOfElements: from('3.5') && !from('3.6'),
    rejectsNaNParameter: from('3.6'),
    atan2DropsName: from('2.48'),
    roundKeepsName: from('2.55') && !from('3.1'),
    boolDropsIncludedName: !from('3.11'),
    dropsTypeAndUnit: from('3.5'),
    subqueryLeftOpen: from('3.1'),
    skipsEmptySubqueries: from('3.3'),
    classicHistogramFraction: from('3.4'),
    fractionInFirstBucket: from('3.8'),
    deviationKeepsNaN: from('3.14'),
    infiniteSumForgets: from('2.54'),
  };
}

function parts(version: string): [major: number, minor: number] {
  const [major = '0', minor = '0'] = version.replace(/^v/, '').split('.');
  return [Number.parseInt(major, 10), Number.parseInt(minor, 10)];
}
