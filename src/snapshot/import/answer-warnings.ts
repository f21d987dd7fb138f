/** What an answer of the HTTP API warns of, in whatever form: one that cannot be understood is none that can be passed over. */
export function warningsOf({ warnings, isPartial }: Readonly<Record<string, unknown>>): readonly string[] {
  return [...textsOf(warnings), ...(isPartial === true ? [PARTIAL] : [])];
}

/** What it remarks without anything missing. */
export function infosOf({ infos }: Readonly<Record<string, unknown>>): readonly string[] {
  return textsOf(infos);
}

/** How VictoriaMetrics says it. */
const PARTIAL = 'the answer is partial ("isPartial": true)';

function textsOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}
