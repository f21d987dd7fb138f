import { workloadsMounting } from '../../fleet/config-mounts';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import type { Workload } from '../../fleet/workload';
import { isDnsSubdomain } from '../../kubernetes/names';
import { describeObject } from '../../source/finding';
import { defineCheck, failed, notCheckable, passed } from '../check';

/** Annotations of a pod template that change with a content, so that the pods change with it. */
const CONTENT_HASH = [/^checksum\//, /config-hash$/];
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
    const hashed = Object.keys(annotationsOf(workload.manifest, POD_TEMPLATE)).some((key) =>
      CONTENT_HASH.some((pattern) => pattern.test(key)),
    );
    if (hashed || HASHED_NAME.test(map.object.name)) return passed;
    const byReloader = reloaderCoupling(workload.manifest, map);
    if (byReloader === true) return passed;
    if (byReloader !== undefined)
      return notCheckable(`whether Reloader takes ${byReloader} for ${map.object.name} is not known`);
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

const OBJECT = '/metadata/annotations';
const POD_TEMPLATE = '/spec/template/metadata/annotations';

/**
 * Whether Reloader restarts a workload when a ConfigMap changes; a text where that depends on a pattern. Source: stakater/Reloader,
 * README: it reads the annotations of the workload and of its pod template.
 */
function reloaderCoupling(workload: Manifest, map: Manifest): true | string | undefined {
  const annotations = { ...annotationsOf(workload, POD_TEMPLATE), ...annotationsOf(workload, OBJECT) };
  const isTrue = (key: string) => annotations[key] === 'true';
  if (isTrue('reloader.stakater.com/auto') || isTrue('configmap.reloader.stakater.com/auto')) return true;
  const isMarked = annotationsOf(map, OBJECT)['reloader.stakater.com/match'] === 'true';
  if (isTrue('reloader.stakater.com/search') && isMarked) return true;
  const names = (annotations['configmap.reloader.stakater.com/reload'] ?? '').split(',').map((name) => name.trim());
  return names.includes(map.object.name) || names.find((name) => name !== '' && !isDnsSubdomain(name));
}

function annotationsOf(manifest: Manifest, path: string): { readonly [key: string]: string | undefined } {
  const value = manifest.valueAt(path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}
