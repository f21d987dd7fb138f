import { InputError } from '../source/input-error';
import { ISO_TIME_FORM, parseIsoTime } from '../source/iso-time';
import { didYouMean } from '../source/nearest';

/** The `properties` of the plugin in `cdk8s.yaml`. */
export interface ForesailValidationProps {
  /** The snapshot file to judge with. @default the one that each cluster's facts name */
  readonly snapshot?: string;
  /** The time to judge dates at, in ISO 8601. @default now */
  readonly now?: string;
  /**
   * Whether a service that does not run in the snapshot yet, so that nobody can tell what its metric will do, passes. It is
   * listed either way.
   *
   * @default false
   */
  readonly acceptNewServices?: boolean;
}

const NAMES = ['snapshot', 'now', 'acceptNewServices'];

/** The properties as they are used. */
export interface UsedProps {
  readonly snapshot?: string;
  readonly now?: number;
  readonly acceptNewServices: boolean;
}

/** Reads the properties. They come from YAML, whatever their type says; throws an InputError for wrong ones. */
export function pluginProps(props: ForesailValidationProps): UsedProps {
  for (const name of Object.keys(props)) {
    if (!NAMES.includes(name)) throw wrong(`has an unknown property "${name}"${didYouMean(name, NAMES)}`, knownNames());
  }
  const { snapshot, now, acceptNewServices = false } = props;
  if (snapshot !== undefined && typeof snapshot !== 'string') {
    throw wrong('has a property "snapshot" that is no text', 'Give the path of a snapshot file.');
  }
  const time = typeof now === 'string' ? parseIsoTime(now) : undefined;
  if (now !== undefined && time === undefined) {
    throw wrong(`has the property "now": ${JSON.stringify(now)}`, `It must be ${ISO_TIME_FORM}, in quotes.`);
  }
  if (typeof acceptNewServices !== 'boolean') {
    throw wrong('has a property "acceptNewServices" that is neither true nor false', 'Write it without quotes.');
  }
  return { ...(snapshot !== undefined && { snapshot }), ...(time !== undefined && { now: time }), acceptNewServices };
}

function wrong(what: string, help: string): InputError {
  return new InputError('usage', `the Foresail validation ${what}`, help, 'cdk8s.yaml');
}

function knownNames(): string {
  return `Known properties: ${NAMES.join(', ')}.`;
}
