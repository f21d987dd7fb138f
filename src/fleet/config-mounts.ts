import type { Json } from '../source/node';
import type { Manifest } from './manifest';
import type { Workload } from './workload';

/** The workloads whose pods mount a ConfigMap: of its own namespace, as a volume or as a part of a projected one. */
export function workloadsMounting(map: Manifest, workloads: readonly Workload[]): readonly Workload[] {
  return workloads.filter(
    ({ manifest, object }) =>
      object.namespace === map.object.namespace && mountedMaps(manifest).includes(map.object.name),
  );
}

function mountedMaps(manifest: Manifest): readonly string[] {
  return listOf(manifest.valueAt('/spec/template/spec/volumes')).flatMap((volume) => {
    const sources = [volume, ...listOf(memberOf(memberOf(volume, 'projected'), 'sources'))];
    return sources.flatMap((source) => {
      const name = memberOf(memberOf(source, 'configMap'), 'name');
      return typeof name === 'string' ? [name] : [];
    });
  });
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as { readonly [key: string]: Json })[key] : undefined;
}
