/** A resource of a device plugin, such as a GPU. Source: pkg/apis/core/helper, IsExtendedResourceName. */
export function isExtendedResource(resource: string): boolean {
  return resource.includes('/') && !resource.includes('kubernetes.io/') && !resource.startsWith('requests.');
}
