import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import { pointer } from '../../source/pointer';
import { defineCheck, judged, notCheckable } from '../check';

/** The ConfigMap that AHPA reads its Prometheus from. Source: the vendor's AHPA pages. */
const CONFIG_MAP = 'application-intelligence';

/** `${NAME}` and `$(NAME)` that something replaces between Git and the cluster; one with a default carries a value of its own. */
const VARIABLE = String.raw`\$\{[A-Za-z_]\w*\}|\$\([A-Za-z_]\w*\)`;
/** The same, and a path or a name that a vault plug-in replaces. */
const PLACEHOLDER = new RegExp(`^(?:${VARIABLE}|<path:[^<>#]+#[^<>]+>|<[A-Za-z][\\w-]*>)$`);
/** User and password of a URL. */
const USER_INFO = /^[a-z][a-z\d+.-]*:\/\/([^/?#\s]*)@/i;
const OPEN_USER_INFO = new RegExp(`^(?:(?:${VARIABLE}|[^:]*):(?:${VARIABLE})?|[^:]*)$`);

/** Credentials in the clear in a ConfigMap: they stand in Git, and in every diff. */
export const tokenLiteral = defineCheck<Manifest>({
  id: 'ahpa/token-literal',
  severity: 'error',
  title: 'a credential stands in the clear in application-intelligence',
  subjects: (fleet: Fleet) => fleet.manifestsOf('ConfigMap').filter(({ object }) => object.name === CONFIG_MAP),
  run(manifest) {
    const data = manifest.valueAt('/data') ?? {};
    if (typeof data !== 'object' || Array.isArray(data)) return notCheckable('data is no mapping');
    return judged(
      Object.entries(data).flatMap(([key, value]) => {
        const literal = literalIn(key, value === null ? '' : String(value));
        if (!literal) return [];
        return {
          at: manifest.keyAt(pointer('data', key)),
          message: `${key} holds a ${literal.what}; a ConfigMap is readable by everyone who reads the repository or the namespace`,
          help: `Write a placeholder such as \${${literal.placeholder}} that a secret plug-in replaces, and replace the credential: it is in the history.`,
          evidence: { key },
        };
      }),
    );
  },
});

function isCredentialKey(key: string): boolean {
  return key === 'token' || key.endsWith('_ak') || key.endsWith('_sk');
}

/** What stands in the clear under a key, and what to call its placeholder. */
function literalIn(key: string, value: string): { readonly what: string; readonly placeholder: string } | undefined {
  if (isCredentialKey(key)) {
    return value === '' || PLACEHOLDER.test(value) ? undefined : { what: 'literal', placeholder: key.toUpperCase() };
  }
  const userInfo = USER_INFO.exec(value)?.[1];
  if (userInfo === undefined || OPEN_USER_INFO.test(userInfo)) return undefined;
  return { what: 'password in its URL', placeholder: 'PROMETHEUS_PASSWORD' };
}
