/** Which of our codes stand for which of Prometheus's messages. The wording differs between versions, the meaning does not. */

const UNEXPECTED = [
  'unexpected-token',
  'unexpected-character',
  'bad-number',
  'bad-duration',
  'bad-label-name',
  'unclosed-bracket',
  'unclosed-brace',
  'unclosed-parenthesis',
];

const CODES = [
  [/no expression found/, ['empty-query']],
  [/unclosed left parenthesis/, ['unclosed-parenthesis']],
  [/unclosed left bracket|unexpected end of input in duration expression/, ['unclosed-bracket']],
  [/unexpected end of input inside braces/, ['unclosed-brace']],
  [/unterminated (quoted|raw) string/, ['unterminated-string']],
  [/escape sequence/, ['bad-escape']],
  [/error parsing number|bad number/, ['bad-number', 'bad-duration']],
  [
    /missing unit character|bad duration syntax|not a valid duration|unknown unit|unexpected duration/,
    ['bad-duration', 'bad-number', 'unexpected-token', 'unexpected-character'],
  ],
  [/duration must be greater than 0/, ['duration-not-positive', 'bad-duration-value']],
  [/duration (is )?out of range|duration is NaN/, ['duration-out-of-range', 'bad-duration-value']],
  [/division by zero|modulo by zero/, ['division-by-zero', 'bad-duration-value']],
  [/error parsing regexp/, ['bad-regex']],
  [/at least one non-empty matcher/, ['empty-selector']],
  [/metric name must not be set twice/, ['metric-name-twice']],
  [/ranges only allowed for vector selectors/, ['range-on-expression']],
  [/no (offset|@) modifiers allowed before range/, ['modifier-before-range']],
  [/subquery is only allowed on instant vector/, ['subquery-on-wrong-type']],
  [/offset modifier must be preceded/, ['offset-on-expression']],
  [/offset may not be set multiple times/, ['offset-twice']],
  [/@ modifier must be preceded/, ['at-on-expression']],
  [/@ <timestamp> may not be set multiple times/, ['at-twice']],
  [/timestamp out of bounds for @ modifier/, ['at-out-of-range']],
  [/unknown function/, ['unknown-function', 'function-not-in-version']],
  [/is not enabled|is experimental/, ['function-is-experimental']],
  [/trailing commas/, ['trailing-comma']],
  [/expected .*argument\(s\) in call/, ['argument-count']],
  [/expected type .* in call to function/, ['argument-type']],
  [/arguments? for aggregate expression/, ['aggregation-argument-count']],
  [/expected type .* in aggregation expression/, ['aggregation-type']],
  [/expected type .* in aggregation parameter/, ['aggregation-parameter-type']],
  [/binary expression must contain only scalar and instant vector/, ['operand-type']],
  [/unary expression only allowed/, ['unary-operand-type']],
  [/comparisons between scalars must use BOOL/, ['comparison-needs-bool']],
  [/bool modifier can only be used/, ['bool-without-comparison']],
  [/set operator .* not allowed in binary scalar/, ['set-operator-on-scalar']],
  [/no grouping allowed/, ['grouping-on-set-operator']],
  [/vector matching only allowed between/, ['matching-on-scalar']],
  [/must not occur in ON and GROUP/, ['label-in-on-and-group']],
  [/for range query, must be/, ['range-query-type']],
  [/many-to-many matching not allowed/, ['many-to-many']],
  [/many-to-one matching must be explicit/, ['many-to-one']],
  [/grouping labels must ensure unique matches/, ['group-not-unique']],
  [/same labelset/, ['duplicate-labels']],
  [/invalid regular expression in label_replace/, ['bad-replace-regex']],
  [/invalid destination label name/, ['bad-destination-label']],
  [/invalid source label name/, ['bad-source-label']],
  [/invalid label name for grouping/, ['bad-label-name']],
  [/invalid label name/, ['bad-value-label']],
  [/invalid smoothing factor/, ['bad-smoothing-factor']],
  [/invalid trend factor/, ['bad-trend-factor']],
  [/(Parameter|Ratio) value is NaN/, ['parameter-not-a-number']],
  [/(over|under)flows int64/, ['parameter-out-of-range']],
  [/unexpected/, UNEXPECTED],
];

/** The codes that a message may have; none for a message that nobody has looked at yet. */
function codesFor(message) {
  return CODES.find(([pattern]) => pattern.test(message))?.[1] ?? [];
}

module.exports = { codesFor };
