/** What a version of an inference server looks like, for messages. */
export const ENGINE_VERSION_RULE = "a version of three numbers, such as '0.18.0'";

/** Whether a text is the version of an inference server. */
export function isEngineVersion(version: unknown): version is string {
  return typeof version === 'string' && /^\d{1,6}\.\d{1,6}\.\d{1,6}$/.test(version);
}

/** Whether a version came out before another one. Both are versions. */
export function isEarlierEngine(version: string, other: string): boolean {
  const others = other.split('.').map(Number);
  for (const [index, number] of version.split('.').map(Number).entries()) {
    const difference = number - (others[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
