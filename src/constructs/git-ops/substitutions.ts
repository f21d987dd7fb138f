import type { PolicyProblem } from '../problems/policy-error';

/** A value that is one placeholder and nothing else, such as `${PROMETHEUS_TOKEN}`. */
const PLACEHOLDER = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** Whether a value is one placeholder. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/**
 * Placeholders in a value, `$${...}` excepted, that the cluster does not declare: nothing would replace them between Git and the cluster, and
 * the text itself would arrive. What is no name is not repeated: it may be a default, and so a secret.
 */
export function undeclaredSubstitutions(
  property: string,
  value: string,
  declared: readonly string[] = [],
): readonly PolicyProblem[] {
  const names = [...value.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([, name = '']) => name);
  const undeclared = [...new Set(names.filter(isPlaceholderName))].filter((name) => !declared.includes(name));
  return [
    ...(names.every(isPlaceholderName) ? [] : [invalidPlaceholder(property)]),
    ...undeclared.map(
      (name): PolicyProblem => ({
        code: 'substitution-undeclared',
        property,
        value: `\${${name}}`,
        allowed:
          declared.length === 0 ? 'declared by the cluster, which declares none' : `one of ${declared.join(', ')}`,
        why: 'Nothing would replace the placeholder between Git and the cluster.',
        help: `Add substitutions: ['${name}'] to the cluster, if its GitOps engine replaces it.`,
      }),
    ),
  ];
}

/** Whether a text can stand between `${` and `}`. */
export function isPlaceholderName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function invalidPlaceholder(property: string): PolicyProblem {
  return {
    code: 'placeholder-invalid',
    property,
    value: undefined,
    summary: `${property} has a \${...} that is no placeholder.`,
    why: 'Between the braces stands a name alone: letters, digits and "_", no digit first. A default would be plain text in Git.',
    help: 'Write ${NAME}; a dollar sign that stays is written $${NAME}.',
  };
}

/** A URL that something can call: a placeholder, or http(s) with a host. Credentials in it would be plain text in Git. */
export function urlProblems(property: string, url: string): readonly PolicyProblem[] {
  if (isPlaceholder(url)) return [];
  // Such URLs carry account and instance ids, and passwords, so no part of them goes into a message.
  const unshown = { code: 'url-invalid', property, value: url === '' ? '' : 'something else' } as const;
  if (!/^https?:\/\/[^\s/]+/.test(url)) {
    return [
      {
        ...unshown,
        allowed:
          'a URL that begins with http:// or https:// and names a host, or a placeholder such as ${PROMETHEUS_URL}',
        help: 'Copy the HTTP API address of the Prometheus instance.',
      },
    ];
  }
  if (!/^https?:\/\/[^/?#]*@/.test(url)) return [];
  return [
    {
      ...unshown,
      value: undefined,
      summary: `${property} has a user name or a password in front of its host.`,
      why: 'What is compiled is plain text in Git and in every diff.',
      help: 'Take it out, or make the whole URL a placeholder such as ${PROMETHEUS_URL}.',
    },
  ];
}
