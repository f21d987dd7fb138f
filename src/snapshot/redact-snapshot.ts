import { createHmac } from 'node:crypto';
import { compareText, type Labels, METRIC_NAME } from '../series/labels';
import { InputError } from '../source/input-error';
import { readSelector } from './selector-text';
import type { Snapshot } from './snapshot';
import { HEADER_KEYS, type SnapshotHeader } from './snapshot-header';
import type { SnapshotContents } from './write-snapshot';

/** Which label values are replaced, and by what. */
export interface RedactOptions {
  /** Label names, such as `pod` and `node`. */
  readonly labels: readonly string[];
  /** A secret of the user: without it nobody can try out which name gives a hash. */
  readonly salt: string;
}

/** Characters of a hash: 64 bits, so that two values never meet in one snapshot. */
const HASH_LENGTH = 16;

/**
 * The contents of the snapshot with the values of some labels replaced by hashes. A value gets the same hash under every label and
 * in every snapshot made with the same salt, so that joins still work. Selectors and warnings that may spell a value out are
 * dropped, and so are header keys that this version does not know.
 *
 * @throws InputError (`usage`) without a label or salt, or for `__name__`
 */
export function redactSnapshot(
  { header, metadata, store, footer }: Snapshot,
  options: RedactOptions,
): SnapshotContents {
  checkOptions(options);
  const names = new Set(options.labels);
  const redactor = new Redactor(names, options.salt);
  const series = store.select([]).map(({ labels, timestamps, values, stale }) => ({
    labels: redactor.redact(labels),
    timestamps,
    values,
    stale,
  }));
  return {
    header: redactHeader(header, redactor, names),
    metadata,
    series,
    warnings: footer.warnings.map((text) => (redactor.isHarmless(text) ? text : HIDDEN_WARNING)),
  };
}

const HIDDEN_WARNING = 'a warning that names a redacted value was left out';

function redactHeader(header: SnapshotHeader, redactor: Redactor, names: ReadonlySet<string>): SnapshotHeader {
  const { externalLabels, selectors, scrapeIntervals, redacted = [], ...others } = header;
  const known: ReadonlySet<string> = new Set(HEADER_KEYS);
  // What a key of a later writer holds is not known, so it cannot be called harmless.
  const kept = Object.fromEntries(
    Object.entries(others).filter(([key]) => known.has(key)),
  ) as unknown as SnapshotHeader;
  return {
    ...kept,
    ...(externalLabels ? { externalLabels: redactor.redact(externalLabels) } : {}),
    ...(selectors ? { selectors: selectors.filter((text) => redactor.isHarmlessSelector(text)) } : {}),
    ...(scrapeIntervals && !names.has('job') ? { scrapeIntervals } : {}),
    redacted: [...new Set([...redacted, ...names])].sort(compareText),
  };
}

function checkOptions({ labels, salt }: RedactOptions): void {
  if (labels.length === 0 || labels.includes('') || labels.includes(METRIC_NAME)) {
    throw new InputError(
      'usage',
      'the labels to redact are not given',
      'Name labels other than __name__, such as pod,node.',
    );
  }
  if (salt === '')
    throw new InputError(
      'usage',
      'the salt is empty',
      'Give a secret text, and the same one for snapshots to compare.',
    );
}

class Redactor {
  private readonly known = new Map<string, string>();

  public constructor(
    private readonly names: ReadonlySet<string>,
    private readonly salt: string,
  ) {}

  public redact(labels: Labels): Labels {
    const entries = Object.entries(labels).map(
      ([name, value]) => [name, this.names.has(name) ? this.hash(value) : value] as const,
    );
    return Object.fromEntries(entries);
  }

  /** Whether a text holds none of the values that were redacted so far. */
  public isHarmless(text: string): boolean {
    for (const value of this.known.keys()) if (text.includes(value)) return false;
    return true;
  }

  /** Whether a selector asks for no redacted label; a pattern could spell its values out in part. */
  public isHarmlessSelector(text: string): boolean {
    const selector = readSelector(text);
    return (
      selector !== undefined && !selector.matchers.some(({ name }) => this.names.has(name)) && this.isHarmless(text)
    );
  }

  private hash(value: string): string {
    if (value === '') return '';
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const hash = createHmac('sha256', this.salt).update(value).digest('hex').slice(0, HASH_LENGTH);
    this.known.set(value, hash);
    return hash;
  }
}
