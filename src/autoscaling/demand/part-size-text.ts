import type { PartSize } from '../shared-gpus';

/** What a pod takes of a shared GPU at least, in words. */
export function partSizeText({ memoryGiB, corePercent }: PartSize): string {
  if (memoryGiB === 0) return `${corePercent} % or more of a shared GPU's compute`;
  if (corePercent === 0) return `${memoryGiB} GiB or more of a shared GPU`;
  return `${memoryGiB} GiB and ${corePercent} % of the compute of a shared GPU or more`;
}
