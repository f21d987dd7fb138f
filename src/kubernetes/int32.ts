/** The highest number that an `int32` field of an API object holds. */
export const GREATEST_INT32 = 2_147_483_647;

/** `isPositiveInt32`, in words. */
export const POSITIVE_INT32_RULE = `an integer from 1 to ${GREATEST_INT32}`;

/** Whether a value is a count that the API server can read. */
export function isPositiveInt32(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= GREATEST_INT32;
}
