import type { Duration } from 'cdk8s';
import { didYouMean } from '../../source/nearest';
import type { PolicyProblem } from './policy-error';

/** What a value must look like. TypeScript says it to its users; this says it to those of JavaScript. */
export type Shape = (value: unknown, property: string) => readonly PolicyProblem[];

/** A value that `is` accepts. */
export function shaped(is: (value: unknown) => boolean, allowed: string, help: string): Shape {
  return (value, property) => (is(value) ? [] : [wrongValue(property, value, allowed, help)]);
}

/** Anything: something else looks at it. */
export const anything: Shape = () => [];

/** A text. */
export const text = shaped((value) => typeof value === 'string', 'a text', 'Write it in quotes.');

/** A number; its range is another question. */
export const number = shaped((value) => typeof value === 'number', 'a number', 'Write it without quotes.');

/** True or false. */
export const flag = shaped((value) => typeof value === 'boolean', 'true or false', 'Write it without quotes.');

/** A cdk8s Duration, whichever copy of cdk8s made it. */
export const duration = shaped(
  (value) => typeof (value as { toSeconds?: unknown } | null | undefined)?.toSeconds === 'function',
  'a Duration',
  'Write Duration.minutes(3).',
);

/** A cdk8s Duration that is one: JavaScript makes durations of NaN, too. */
export const interval: Shape = (value, property) => {
  const problems = duration(value, property);
  if (problems.length > 0) return problems;
  const seconds = (value as Duration).toSeconds({ integral: false });
  const isOne = (each: unknown) => Number.isFinite(each) && (each as number) > 0;
  return shaped(isOne, 'more than 0 seconds', 'Write Duration.seconds(30).')(seconds, property);
};

/** A cdk8s Size, whichever copy of cdk8s made it. */
export const size = shaped(
  (value) => typeof (value as { toGibibytes?: unknown } | null | undefined)?.toGibibytes === 'function',
  'a Size',
  'Write Size.gibibytes(4).',
);

/** One of some words. */
export function oneOf(...words: readonly string[]): Shape {
  return (value, property) => {
    if (words.some((word) => word === value)) return [];
    const help = typeof value === 'string' ? didYouMean(value, words).slice(2) : '';
    return [wrongValue(property, value, `one of ${words.join(', ')}`, capitalised(help) || 'Choose one of them.')];
  };
}

/** A list whose items have one shape. */
export function listOf(item: Shape): Shape {
  return (value, property) =>
    Array.isArray(value)
      ? value.flatMap((each, index) => item(each, `${property}[${index}]`))
      : [wrongValue(property, value, 'a list', 'Write it in brackets: [ ... ].')];
}

/** An object with any keys, whose values have one shape. */
export function mapOf(item: Shape): Shape {
  return (value, property) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : item(each, `${property}.${key}`)))
      : [wrongValue(property, value, 'an object', 'Write it in braces: { ... }.')];
}

/** An object with these keys and no others; a name with `?` at its end may be missing. */
export function record(fields: { readonly [key: string]: Shape }): Shape {
  const shapes = new Map(Object.entries(fields).map(([name, shape]) => [name.replace('?', ''), shape]));
  const required = Object.keys(fields).filter((name) => !name.endsWith('?'));
  return (value, property) => {
    if (!isObject(value)) return [wrongValue(property, value, 'an object', 'Write it in braces: { ... }.')];
    const at = (key: string) => (property === '' ? key : `${property}.${key}`);
    const given = Object.entries(value).filter(([, each]) => each !== undefined);
    const missing = required.filter((key) => !given.some(([name]) => name === key));
    return [
      ...missing.map((key) => missingValue(at(key))),
      ...given.flatMap(([key, each]) => shapes.get(key)?.(each, at(key)) ?? [unknownKey(at(key), key, shapes.keys())]),
    ];
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongValue(property: string, value: unknown, allowed: string, help: string): PolicyProblem {
  return value === undefined ? missingValue(property, help) : { code: 'value-type', property, value, allowed, help };
}

function missingValue(property: string, help = `Give ${property}.`): PolicyProblem {
  return { code: 'value-missing', property, value: undefined, allowed: 'given', help };
}

function unknownKey(property: string, key: string, known: Iterable<string>): PolicyProblem {
  const names = [...known];
  return {
    code: 'property-unknown',
    property,
    summary: `${property} is no property that is known here.`,
    help: capitalised(didYouMean(key, names).slice(2)) || `Known are ${names.join(', ')}.`,
  };
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
