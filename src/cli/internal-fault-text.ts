/** What is said of a mistake of ours. */
export function internalFaultText(what: string, version: string): string {
  return `internal fault: ${what}\nThis is a mistake in foresail ${version}. Please report it with the input that led to it.\n`;
}
