import { flag, listOf, record, type Shape, shaped, text } from '../problems/shape';
import { GuardRails } from './guard-rails';

const NAME = shaped((value) => typeof value === 'string' && value !== '', 'a name', 'Write it in quotes.');

const RAILS = record({
  owner: NAME,
  'text?': text,
  'maxGpusPerService?': shaped(
    (value) => Number.isInteger(value) && (value as number) >= 1,
    'a whole number of GPUs, at least 1',
    'Leave it out for no limit.',
  ),
  'requireDrain?': flag,
  'forbiddenMetrics?': listOf(NAME),
  'observerBeforeAuto?': flag,
});

/** A rule that is misspelt or of the wrong kind would stop nobody. */
export const guardRails: Shape = (value, property) =>
  value instanceof GuardRails
    ? RAILS((value.props as unknown) ?? {}, property)
    : shaped(() => false, 'GuardRails', "Write new GuardRails({ owner: 'ml-platform', ... }).")(value, property);
