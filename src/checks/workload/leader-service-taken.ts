import { ReadObject } from '../../autoscaling/read-field';
import type { Fleet } from '../../fleet/fleet';
import type { Manifest } from '../../fleet/manifest';
import { LEADER_WORKER_SET } from '../../kubernetes/leader-worker-set';
import { describeObject } from '../../source/finding';
import { defineCheck, type Fault, judged, notCheckable, passed } from '../check';

/**
 * The controller makes a headless Service with the name of the set, and leaves one that is there alone. Source:
 * kubernetes-sigs/lws, `subdomainPolicy` and CreateHeadlessServiceIfNotExists.
 */
export const leaderServiceTaken = defineCheck<Manifest>({
  id: 'workload/leader-service-taken',
  severity: 'error',
  title: 'the name of the Service by which a group of pods finds its leader is taken by another one',
  subjects: (fleet) => fleet.manifestsOf(LEADER_WORKER_SET.kind),
  run(set, { fleet }) {
    const spec = new ReadObject(set.json, '').object('spec');
    const size = spec.object('leaderWorkerTemplate').integer('size');
    const policy = spec.object('networkConfig').string('subdomainPolicy');
    const services = servicesNamedAs(set, fleet);
    if (services.length === 0) return passed;
    for (const field of [size, policy]) {
      if (field.given && (field.value === undefined || String(field.value).includes('${'))) {
        return notCheckable(`${field.path} cannot be read`);
      }
    }
    if ((size.value ?? 1) < 2 || (policy.value ?? 'Shared') !== 'Shared') return passed;
    const open = services.find((service) => String(service.valueAt('/spec/clusterIP')).includes('${'));
    if (open) return notCheckable(`/spec/clusterIP of ${describeObject(open.object)} cannot be read`);
    return judged(services.flatMap((service) => serviceFaults(service, set)));
  },
});

function servicesNamedAs({ object }: Manifest, fleet: Fleet): readonly Manifest[] {
  return fleet
    .manifestsOf('Service')
    .filter((service) => service.object.name === object.name && service.object.namespace === object.namespace);
}

function serviceFaults(service: Manifest, set: Manifest): readonly Fault[] {
  const fault = (path: '/spec/clusterIP' | '/spec/publishNotReadyAddresses', what: string): Fault => ({
    at: service.at(path),
    object: service.object,
    message: `${what}, and ${describeObject(set.object)} needs a headless one of this name, by which its workers find their leader: the group never forms`,
    help: `Give the Service another name, such as ${set.object.name}-leader: the controller then makes the one that it needs.`,
  });
  if (service.valueAt('/spec/clusterIP') !== 'None') {
    return [fault('/spec/clusterIP', 'the Service is not headless')];
  }
  // The leader is not ready before its workers are there.
  if (service.valueAt('/spec/publishNotReadyAddresses') !== true) {
    return [fault('/spec/publishNotReadyAddresses', 'the Service names no pod that is not yet ready')];
  }
  return [];
}
