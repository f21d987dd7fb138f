import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import { pointer } from '../../source/pointer';
import { defineCheck, judged, notCheckable } from '../check';

/** The ConfigMap that AHPA reads its Prometheus from. Source: the vendor's AHPA pages. */
const CONFIG_MAP = 'application-intelligence';

/** Something replaces it between Git and the cluster: `${NAME}`, `$(NAME)`, or a path of a vault plugin. */
const PLACEHOLDER = /^(\$\{[^{}]+\}|\$\([^()]+\)|<path:[^<>]+>|<[A-Za-z][\w-]*>)$/;

/** Credentials in the clear in a ConfigMap: they stand in Git, and in every diff. */
export const tokenLiteral = defineCheck<Manifest>({
  id: 'ahpa/token-literal',
  severity: 'error',
  title: 'a credential stands in the clear in application-intelligence',
  subjects: (fleet: Fleet) => fleet.manifestsOf('ConfigMap').filter(({ object }) => object.name === CONFIG_MAP),
  run(manifest) {
    const data = manifest.valueAt('/data') ?? {};
    if (typeof data !== 'object' || Array.isArray(data)) return notCheckable('data is no mapping');
    const literals = Object.entries(data).filter(
      ([key, value]) => isCredentialKey(key) && value !== null && value !== '' && !PLACEHOLDER.test(String(value)),
    );
    return judged(
      literals.map(([key]) => ({
        at: manifest.keyAt(pointer('data', key)),
        message: `${key} holds a literal; a ConfigMap is readable by everyone who reads the repository or the namespace`,
        help: `Write a placeholder such as \${${key.toUpperCase()}} that a secret plug-in replaces, and replace the credential: it is in the history.`,
        evidence: { key },
      })),
    );
  },
});

function isCredentialKey(key: string): boolean {
  return key === 'token' || key.endsWith('_ak') || key.endsWith('_sk');
}
