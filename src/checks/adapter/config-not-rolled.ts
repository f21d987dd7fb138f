import { workloadsMounting } from '../../fleet/config-mounts';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import type { Workload } from '../../fleet/workload';
import { describeObject } from '../../source/finding';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** Annotations that tie pods to a content, and those of the usual reloaders. */
const COUPLING = [/^checksum\//, /config-hash$/, /^(configmap\.)?reloader\.stakater\.com\//];
/** A name that changes with the content. */
const HASHED_NAME = /-(?=[a-f]*[0-9])[0-9a-f]{6,}$|-[bcdfghkmt2456789]{10}$/;

interface Mount {
  readonly map: Manifest;
  readonly workload: Workload;
}

/** The adapter reads its rules once, at its start. Nothing here makes it start again when they change. */
export const configNotRolled = defineCheck<Mount & Pick<Workload, 'place' | 'object'>>({
  id: 'adapter/config-not-rolled',
  severity: 'info',
  title: 'a changed rule does not reach the adapter',
  subjects: (fleet) =>
    mountsOf(fleet).map((mount) => ({ ...mount, place: mount.workload.place, object: mount.workload.object })),
  run({ map, workload }) {
    const annotations = [
      ...keysAt(workload.manifest, '/spec/template/metadata/annotations'),
      ...keysAt(workload.manifest, '/metadata/annotations'),
      ...keysAt(map, '/metadata/annotations'),
    ];
    const coupled = annotations.some((key) => key !== CONTENT_HASH && COUPLING.some((pattern) => pattern.test(key)));
    const inPods = keysAt(workload.manifest, '/spec/template/metadata/annotations').includes(CONTENT_HASH);
    if (coupled || inPods || HASHED_NAME.test(map.object.name)) return passed;
    const reloading = reloadingContainer(workload);
    if (reloading !== undefined)
      return notCheckable(`whether the container of ${reloading} restarts the adapter is not known`);
    return failed({
      message: `it reads ${describeObject(map.object)} once, at its start, and nothing starts it again when the rules change`,
      help: 'Put a hash of the rules into an annotation of its pod template, or into the name of the ConfigMap, or use a reloader. See docs/adapter.md.',
      evidence: { configMap: describeObject(map.object) },
    });
  },
});

/** Foresail writes it on the ConfigMap; there it changes nothing unless the pods carry it too. */
const CONTENT_HASH = 'foresail.dev/config-hash';

/** Which workload mounts which ConfigMap with rules. */
function mountsOf(fleet: Fleet): readonly Mount[] {
  return fleet.ruleSets.flatMap(({ source: { manifest: map } }) =>
    map ? workloadsMounting(map, fleet.workloads).map((workload) => ({ map, workload })) : [],
  );
}

/** A sidecar that watches files, such as configmap-reload, may end the adapter. */
function reloadingContainer({ manifest }: Workload): string | undefined {
  const containers = manifest.valueAt('/spec/template/spec/containers');
  return (Array.isArray(containers) ? containers : [])
    .map((_, index) => manifest.valueAt(`/spec/template/spec/containers/${index}/image`))
    .find((image) => typeof image === 'string' && image.includes('reload')) as string | undefined;
}

function keysAt(manifest: Manifest, path: string): readonly string[] {
  const value = manifest.valueAt(path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
