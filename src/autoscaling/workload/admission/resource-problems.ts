import { isExtendedResource } from '../../../kubernetes/extended-resource';
import type { Quantity } from '../../../kubernetes/quantity';
import type { Pointer } from '../../../source/pointer';
import type { ReadObject } from '../../read-field';
import { gpuAllocationOf } from '../gpu-request';
import type { AdmissionProblem } from './admission-problem';

interface Amount {
  readonly resource: string;
  readonly quantity: Quantity;
  readonly path: Pointer;
}

const OF_CONTAINERS = ['cpu', 'memory', 'ephemeral-storage'];

/** Source: pkg/apis/core/validation, ValidateContainerResourceRequirements. What is no quantity is a fault of the shape. */
export function resourceProblems(container: ReadObject): readonly AdmissionProblem[] {
  const resources = container.object('resources');
  const limits = resources.object('limits');
  const requested = amountsOf(resources.object('requests'));
  return [
    ...[...amountsOf(limits), ...requested].flatMap((amount) => [
      ...unknownResource(amount),
      ...amountProblems(amount),
    ]),
    ...requested.flatMap((request) => requestProblems(request, limits)),
  ];
}

function amountsOf(amounts: ReadObject): readonly Amount[] {
  return amounts.keys().flatMap((resource) => {
    const { value: quantity, path } = amounts.quantity(resource);
    return quantity ? [{ resource, quantity, path }] : [];
  });
}

/** Without a slash, a name must be one of Kubernetes' own. */
function unknownResource({ resource, path }: Amount): readonly AdmissionProblem[] {
  if (resource.includes('/') || OF_CONTAINERS.includes(resource) || resource.startsWith('hugepages-')) return [];
  const message = `${resource} is no resource of a container`;
  return [{ path, message, help: `Write one of ${OF_CONTAINERS.join(', ')}, or a name such as nvidia.com/gpu.` }];
}

/** Extended resources, such as GPUs, are whole. */
function amountProblems({ resource, quantity, path }: Amount): readonly AdmissionProblem[] {
  const milli = quantity.milli();
  const isExtended = isExtendedResource(resource);
  if (milli >= 0n && (!isExtended || milli % 1000n === 0n)) return [];
  const what = milli < 0n ? 'is negative' : 'is no whole number';
  const help = isExtended ? 'Write a whole number; a part of a GPU has a resource of its own.' : 'Write 0 or more.';
  return [{ path, message: `${resource}: ${quantity.canonical()} ${what}`, help }];
}

function requestProblems({ resource, quantity, path }: Amount, limits: ReadObject): readonly AdmissionProblem[] {
  const isShared = !isExtendedResource(resource) && !resource.startsWith('hugepages-');
  const { given, value: limit } = limits.quantity(resource);
  if (limit) {
    const order = quantity.compare(limit);
    if (order === 0 || (isShared && order < 0)) return [];
    const message = `${resource}: the request ${quantity.canonical()} is ${isShared ? 'above' : 'not'} the limit ${limit.canonical()}`;
    const help = isShared
      ? 'Lower the request, or raise the limit.'
      : 'Write the limit alone; the request is copied from it.';
    return [{ path, message, help }];
  }
  // workload/gpu-limit-missing reports it of GPUs; a limit that cannot be read is a fault of the shape.
  if (isShared || given || gpuAllocationOf(resource)) return [];
  return [{ path, message: `${resource} is requested without a limit`, help: `Write ${resource} under limits.` }];
}
