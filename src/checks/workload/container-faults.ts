import { gpuAllocationOf } from '../../autoscaling/workload/gpu-request';
import type { Manifest } from '../../fleet/manifest';
import { isExtendedResource } from '../../kubernetes/extended-resource';
import { parseQuantity, type Quantity } from '../../kubernetes/quantity';
import { type Pointer, pointer } from '../../source/pointer';
import type { Fault } from '../check';
import { isMapping, type ListItem, listAt, repeated } from './json-parts';
import { portFaults } from './port-fault';

const POD = '/spec/template/spec';

/** Source: kubernetes/kubernetes, pkg/apis/core/validation, validateContainers and ValidateContainerResourceRequirements. */
export function containerFaults(manifest: Manifest): readonly Fault[] {
  const containers = [...listAt(manifest, `${POD}/containers`), ...listAt(manifest, `${POD}/initContainers`)];
  return [
    ...repeated(containers, 'name').map(({ item, path }) => ({
      at: manifest.at(`${path}/name`),
      message: `two containers have the name ${item.name}`,
      help: 'Give each container a name of its own, init containers among them.',
    })),
    ...containers.flatMap((container) => [
      ...listAt(manifest, `${container.path}/ports`).flatMap(({ path }) => [
        ...portFaults(manifest, `${path}/containerPort`),
        ...portFaults(manifest, `${path}/hostPort`, (port) => port === 0),
      ]),
      ...resourceFaults(manifest, container),
    ]),
  ];
}

interface Amount {
  readonly resource: string;
  readonly quantity: Quantity;
  readonly path: Pointer;
}

/** Extended resources, such as GPUs, are whole and cannot be overcommitted. */
function resourceFaults(manifest: Manifest, { path }: ListItem): readonly Fault[] {
  const limits = amountsAt(manifest, `${path}/resources/limits`);
  const requests = amountsAt(manifest, `${path}/resources/requests`);
  return [
    ...[...limits, ...requests].flatMap((amount) => fractionFaults(manifest, amount)),
    ...requests.flatMap((request) => requestFaults(manifest, request, `${path}/resources/limits`, limits)),
  ];
}

function amountsAt(manifest: Manifest, path: Pointer): readonly Amount[] {
  const amounts = manifest.valueAt(path);
  if (!isMapping(amounts)) return [];
  return Object.entries(amounts).flatMap(([resource, value]) => {
    const quantity = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined;
    return quantity && isExtendedResource(resource)
      ? [{ resource, quantity, path: `${path}${pointer(resource)}` }]
      : [];
  });
}

function fractionFaults(manifest: Manifest, { resource, quantity, path }: Amount): readonly Fault[] {
  const milli = quantity.milli();
  if (milli >= 0n && milli % 1000n === 0n) return [];
  const what = milli < 0n ? 'is negative' : 'is no whole number';
  const help = 'Write a whole number; a part of a GPU has a resource of its own.';
  return [{ at: manifest.at(path), message: `${resource}: ${quantity.canonical()} ${what}`, help }];
}

function requestFaults(
  manifest: Manifest,
  { resource, quantity, path }: Amount,
  limitsPath: Pointer,
  limits: readonly Amount[],
): readonly Fault[] {
  const at = manifest.at(path);
  const limit = limits.find((other) => other.resource === resource);
  if (limit) {
    if (quantity.compare(limit.quantity) === 0) return [];
    const message = `${resource}: the request ${quantity.canonical()} is not the limit ${limit.quantity.canonical()}`;
    return [{ at, message, help: 'Write the limit alone; the request is copied from it.' }];
  }
  // workload/gpu-limit-missing reports it of GPUs; a limit that cannot be read is a fault of the shape.
  if (gpuAllocationOf(resource) || manifest.has(`${limitsPath}${pointer(resource)}`)) return [];
  return [{ at, message: `${resource} is requested without a limit`, help: `Write ${resource} under limits.` }];
}
