import type { Json } from '../../source/node';

export type JsonMapping = { readonly [key: string]: Json };

export function isMapping(value: Json | undefined): value is JsonMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
