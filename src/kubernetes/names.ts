/** What may stand in the names that the API server checks. Each predicate has a constant that says its rule in words. */

export const DNS_SUBDOMAIN_RULE =
  'at most 253 characters: lower-case letters, digits, "-" and ".", with a letter or digit at both ends of each part';
export const DNS_LABEL_RULE =
  'at most 63 characters: lower-case letters, digits and "-", with a letter or digit at both ends';
export const SERVICE_NAME_RULE =
  'at most 63 characters: lower-case letters, digits and "-", a letter first and a letter or digit last';
export const PATH_SEGMENT_RULE = 'not empty, not "." or "..", and without "/" and "%"';
export const LABEL_KEY_RULE =
  'an optional DNS subdomain and "/", then at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends';
export const LABEL_VALUE_RULE =
  'empty, or at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends';
export const ENVIRONMENT_NAME_RULE =
  'letters, digits, "-", "_" and ".", no digit first, and neither "." nor ".." nor with ".." in front';
export const RELAXED_ENVIRONMENT_NAME_RULE = 'not empty, and of printable ASCII characters other than "="';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The name of most objects (RFC 1123; the parts have no length limit of their own). */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && SUBDOMAIN.test(text);
}

/** The name of a namespace or container (RFC 1123). */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/** The name of a Service (RFC 1035), which may not begin with a digit. */
export function isServiceName(text: string): boolean {
  return text.length <= 63 && SERVICE_NAME.test(text);
}

/** The name of a scale target or metric, which becomes a part of a request path. */
export function isPathSegmentName(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !text.includes('/') && !text.includes('%');
}

/** The key of a label or annotation. */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  if (slash !== -1 && !isDnsSubdomain(text.slice(0, slash))) return false;
  return name.length <= 63 && QUALIFIED_PART.test(name);
}

/** The value of a label. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= 63 && QUALIFIED_PART.test(text));
}

/** The name of an environment variable, as servers up to 1.31 take it. */
export function isEnvironmentName(text: string): boolean {
  return /^[-._A-Za-z][-._A-Za-z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..');
}

/** The name of an environment variable, as servers from 1.32 on take it. */
export function isRelaxedEnvironmentName(text: string): boolean {
  return /^[ -<>-~]+$/.test(text);
}
