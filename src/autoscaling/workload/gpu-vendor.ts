import type { GpuPoolFacts } from '../../kubernetes/cluster-facts';

/** Who makes a GPU: no program for the one runs on the other. */
export type GpuVendor = 'NVIDIA' | 'AMD' | 'Intel';

const VENDORS_BY_DOMAIN: ReadonlyMap<string, GpuVendor> = new Map([
  ['amd.com', 'AMD'],
  ['gpu.intel.com', 'Intel'],
]);

/** The vendor of the GPUs behind a resource that we know; ACK's `aliyun.com` names stand for NVIDIA's cards. */
export function vendorOfResource(resource: string): GpuVendor {
  return VENDORS_BY_DOMAIN.get(resource.slice(0, resource.indexOf('/'))) ?? 'NVIDIA';
}

/** Words of a model's name, behind the vendor that uses them. */
const VENDORS_BY_WORD: readonly (readonly [GpuVendor, RegExp])[] = [
  ['AMD', /^(amd|instinct|radeon|mi\d{2,3}[a-z]*)$/],
  ['Intel', /^(intel|arc|flex)$/],
  ['NVIDIA', /^(nvidia|tesla|quadro|geforce|[rg]tx|[abhlptv]\d{1,3}[a-z]*|g[bh]\d{3})$/],
];

/** A pool is asked once for each of thousands of services. */
const vendors = new WeakMap<GpuPoolFacts, GpuVendor | undefined>();

/** The vendor of the cards of a pool, by its resource or its model; undefined where neither tells. */
export function vendorOfPool(pool: GpuPoolFacts): GpuVendor | undefined {
  if (!vendors.has(pool)) vendors.set(pool, vendorBy(pool));
  return vendors.get(pool);
}

function vendorBy({ allocation, resource, gpu }: GpuPoolFacts): GpuVendor | undefined {
  if (resource !== undefined) return vendorOfResource(resource);
  // Parts of cards that we know are all of NVIDIA's.
  if (allocation !== 'dedicated') return 'NVIDIA';
  const words = gpu.toLowerCase().split(/[^a-z0-9]+/);
  return VENDORS_BY_WORD.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
}
