import type { PolicyProblem } from './policy-error';

/** A value that is one placeholder and nothing else, such as `${PROMETHEUS_TOKEN}`. */
const PLACEHOLDER = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** Whether a value is one placeholder. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/**
 * Placeholders in a value, `$${...}` excepted, that the cluster does not declare: nothing would replace them between Git and the cluster, and
 * the text itself would arrive.
 */
export function undeclaredSubstitutions(
  property: string,
  value: string,
  declared: readonly string[] = [],
): readonly PolicyProblem[] {
  const names = [...value.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, name = '']) => name);
  return [...new Set(names)]
    .filter((name) => !declared.includes(name))
    .map((name) => ({
      code: 'substitution-undeclared',
      property,
      value: `\${${name}}`,
      allowed: declared.length === 0 ? 'declared by the cluster, which declares none' : `one of ${declared.join(', ')}`,
      why: 'Nothing would replace the placeholder between Git and the cluster.',
      help: `Add substitutions: ['${name}'] to the cluster, if its GitOps engine replaces it.`,
    }));
}

/** A URL that something can call: a placeholder, or http(s) with a host. */
export function urlProblems(property: string, url: string): readonly PolicyProblem[] {
  if (isPlaceholder(url)) return [];
  if (/^https?:\/\/[^\s/]+/.test(url)) return [];
  return [
    {
      code: 'url-invalid',
      property,
      // Such URLs carry account and instance ids, so no part of them goes into a message.
      value: url === '' ? '' : 'something else',
      allowed:
        'a URL that begins with http:// or https:// and names a host, or a placeholder such as ${PROMETHEUS_URL}',
      help: 'Copy the HTTP API address of the Prometheus instance.',
    },
  ];
}
