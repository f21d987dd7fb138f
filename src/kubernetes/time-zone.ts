const known = new Set<string>();

/** Whether this is an IANA zone that the runtime knows, such as `Asia/Shanghai`. A bare offset is none, and only newer runtimes read one. */
export function isTimeZone(zone: unknown): zone is string {
  // Without a zone the runtime takes that of the machine.
  if (typeof zone !== 'string' || !/^[A-Za-z]/.test(zone)) return false;
  if (known.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    known.add(zone);
    return true;
  } catch {
    return false;
  }
}
