import { vendorOfPool } from '../../../src/autoscaling/workload/gpu-vendor';

describe('the vendor of a pool', () => {
  it.each([
    ['A10', 'NVIDIA'],
    ['A100-SXM4-80GB', 'NVIDIA'],
    ['nvidia-tesla-t4', 'NVIDIA'],
    ['NVIDIA_A10', 'NVIDIA'],
    ['GB200', 'NVIDIA'],
    ['L40S', 'NVIDIA'],
    ['RTX 4090', 'NVIDIA'],
    ['MI300X', 'AMD'],
    ['AMD Instinct MI250', 'AMD'],
    ['Radeon Pro W7900', 'AMD'],
    ['Intel Max 1550', 'Intel'],
    ['Arc A770', 'Intel'],
    ['big', undefined],
    ['', undefined],
  ])('whose model is %p is %p', (gpu, vendor) => {
    expect(vendorOfPool({ name: 'a', gpu, allocation: 'dedicated', count: 1 })).toBe(vendor);
  });

  it('is what its resource says, and NVIDIA where it hands out parts', () => {
    const pool = { name: 'a', gpu: 'MI300X', count: 1 } as const;
    expect(vendorOfPool({ ...pool, allocation: 'dedicated', resource: 'nvidia.com/gpu' })).toBe('NVIDIA');
    expect(vendorOfPool({ ...pool, allocation: 'timeSliced' })).toBe('NVIDIA');
  });
});
