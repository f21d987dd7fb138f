import { KUBERNETES_MINORS, type KubernetesMinor } from '../../../src/kubernetes/minor';
import { minorNumber, ROOTS, rootOf } from '../../../src/kubernetes/schema/api-facts';
import { expandSchema } from '../../../src/kubernetes/schema/json-schema';
import { isServed } from '../../../src/kubernetes/served-api';

const HPA = 'HorizontalPodAutoscaler';
const PDB = 'PodDisruptionBudget';
const COLUMNS = [
  ['apps/v1', 'Deployment'],
  ['v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['autoscaling/v1', HPA],
  ['autoscaling/v2', HPA],
  ['autoscaling/v2beta2', HPA],
  ['autoscaling/v2beta1', HPA],
  ['policy/v1', PDB],
  ['policy/v1beta1', PDB],
] as const;

/** Types with properties, and properties over them, counted in the published API definitions of each minor. */
const TABLE = `
1.16 94/447 11/58 4/33 7/45 - 23/93 20/96 - 8/47
1.17 94/447 11/59 4/33 7/45 - 23/93 20/96 - 8/47
1.18 94/448 11/60 4/34 7/45 - 26/102 20/96 - 8/47
1.19 99/468 11/60 4/34 7/45 - 26/102 20/96 - 8/47
1.20 99/468 13/74 4/34 7/45 - 28/110 22/106 - 8/47
1.21 99/469 13/76 4/34 7/45 - 28/110 22/106 9/54 9/54
1.22 99/472 13/76 4/35 7/46 - 28/111 22/107 9/55 9/55
1.23 101/477 13/76 4/35 7/46 28/111 28/111 22/107 9/55 9/55
1.24 101/478 13/76 4/35 7/46 28/111 28/111 22/107 9/55 9/55
1.25 101/481 13/75 4/34 7/45 28/110 28/110 - 9/54 -
1.26 106/494 13/75 4/34 7/45 28/110 - - 9/55 -
1.27 107/498 13/75 4/34 7/45 28/110 - - 9/55 -
1.28 107/500 13/75 4/34 7/45 28/110 - - 9/55 -
1.29 110/513 13/76 4/34 7/45 28/110 - - 9/55 -
1.30 111/518 13/77 4/34 7/45 28/110 - - 9/55 -
1.31 111/522 13/77 4/34 7/45 28/110 - - 9/55 -
1.32 111/524 13/77 4/34 7/45 28/110 - - 9/55 -
1.33 111/526 13/77 4/34 7/45 28/111 - - 9/55 -
1.34 115/545 13/77 4/34 7/45 28/111 - - 9/55 -
1.35 116/550 13/77 4/34 7/45 28/111 - - 9/55 -
1.36 116/548 13/77 4/34 7/45 28/111 - - 9/55 -`;

const ROWS = TABLE.trim()
  .split('\n')
  .map((line) => line.split(' '));

function sizeOf(apiVersion: string, kind: string, minor: KubernetesMinor): string {
  if (!isServed(apiVersion, kind, minor)) return '-';
  const { $defs = {} } = expandSchema(rootOf(apiVersion, kind)!.model, minorNumber(minor));
  const counts = Object.values($defs).map(({ properties = {} }) => Object.keys(properties).length);
  return `${counts.length}/${counts.reduce((sum, count) => sum + count, 0)}`;
}

describe('the API facts', () => {
  it('have a row for every minor', () => {
    expect(ROWS.map(([minor]) => minor)).toEqual(KUBERNETES_MINORS);
  });

  it.each(ROWS)('of %s are as large as the published definitions', (minor, ...expected) => {
    const sizes = COLUMNS.map(([apiVersion, kind]) => sizeOf(apiVersion, kind, minor as KubernetesMinor));
    expect(sizes).toEqual(expected);
  });

  it('cover the kinds that we check, in the minors that serve them', () => {
    const kinds = ROOTS.map(({ apiVersion, kind }) => [apiVersion, kind]);
    expect(kinds).toEqual([...COLUMNS.slice(0, 1), ['apps/v1', 'StatefulSet'], ...COLUMNS.slice(1)]);
    for (const { apiVersion, kind, from = 0, to = 99 } of ROOTS) {
      const inFacts = KUBERNETES_MINORS.filter((minor) => from <= minorNumber(minor) && minorNumber(minor) <= to);
      const served = KUBERNETES_MINORS.filter((minor) => isServed(apiVersion, kind, minor));
      expect({ apiVersion, kind, minors: inFacts }).toEqual({ apiVersion, kind, minors: served });
    }
  });
});
