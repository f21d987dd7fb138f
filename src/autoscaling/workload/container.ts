import type { Json } from '../../source/node';
import type { Pointer } from '../../source/pointer';
import { type ReadField, ReadObject } from '../read-field';
import { scriptIndex } from './shell-script';
import { type Slept, sleptSeconds } from './slept-seconds';

/** What the kubelet takes where a probe says nothing. */
const PROBE_DEFAULTS = { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 3 };

/** How long a preStop hook takes, in seconds: known for a sleep, unknown for other commands and for a request. */
export type PreStop =
  | { readonly is: 'none' }
  | { readonly is: 'sleep'; readonly seconds: number; readonly path: Pointer }
  | { readonly is: 'unknown'; readonly atLeast: number; readonly path: Pointer };

/** The probe that decides how long a container may take to answer. */
export interface StartupLimit {
  readonly probe: 'startupProbe' | 'livenessProbe';
  /** Undefined where a number of the probe cannot be read. */
  readonly seconds: number | undefined;
  readonly path: Pointer;
}

/** A container of a pod template, as somebody wrote it. */
export class Container {
  private readonly read: ReadObject;

  public constructor(
    json: Json,
    public readonly path: Pointer,
    /** Where the spec of its pod stands. */
    public readonly podSpec: Pointer,
  ) {
    this.read = new ReadObject(json, path);
  }

  public get name(): string {
    return this.read.string('name').value ?? '';
  }

  public get image(): string {
    return this.read.string('image').value ?? '';
  }

  /** Command and arguments as one list, each word with its place. */
  public get words(): readonly { readonly text: string; readonly path: Pointer }[] {
    return ['command', 'args'].flatMap((key) =>
      this.read.list(key).flatMap(({ json, path }) => (typeof json === 'string' ? [{ text: json, path }] : [])),
    );
  }

  /** Whether it starts another program than its image says. */
  public get hasCommand(): boolean {
    return this.read.list('command').length > 0;
  }

  public get preStop(): PreStop {
    const hook = this.read.object('lifecycle').object('preStop');
    if (!hook.given) return { is: 'none' };
    const { seconds, isAll } = hook.object('sleep').given ? sleepOfKubelet(hook.object('sleep')) : sleepOf(hook);
    const { path } = hook;
    return isAll ? { is: 'sleep', seconds, path } : { is: 'unknown', atLeast: seconds, path };
  }

  /**
   * How long the container may take until it answers before the kubelet restarts it; undefined where nothing restarts it. A
   * startup probe holds the liveness probe back.
   */
  public get startupLimit(): StartupLimit | undefined {
    for (const probe of ['startupProbe', 'livenessProbe'] as const) {
      const read = this.read.object(probe);
      if (read.given) return { probe, seconds: secondsUntilRestart(read), path: read.path };
    }
    return undefined;
  }

  /** The least time until the container counts as ready: no probe asks before. */
  public get readyNotBefore(): number {
    const delay = (probe: string) => this.read.object(probe).integer('initialDelaySeconds').value ?? 0;
    return Math.max(delay('startupProbe'), delay('readinessProbe'));
  }

  /** The requests or limits that the container writes. */
  public resources(kind: 'requests' | 'limits'): ReadObject {
    return this.read.object('resources').object(kind);
  }

  /** Of an init container: whether it runs beside the others. */
  public get isSidecar(): boolean {
    return this.read.string('restartPolicy').value === 'Always';
  }

  /** Whether it takes devices by dynamic resource allocation. */
  public get claimsDevices(): boolean {
    return this.read.object('resources').list('claims').length > 0;
  }
}

function secondsUntilRestart(probe: ReadObject): number | undefined {
  const field = (name: keyof typeof PROBE_DEFAULTS): number | undefined => {
    const { given, value }: ReadField<number> = probe.integer(name);
    return given ? value : PROBE_DEFAULTS[name];
  };
  const delay = field('initialDelaySeconds');
  const period = field('periodSeconds');
  const failures = field('failureThreshold');
  if (delay === undefined || period === undefined || failures === undefined) return undefined;
  return delay + period * failures;
}

function sleepOfKubelet(sleep: ReadObject): Slept {
  const { value } = sleep.integer('seconds');
  return { seconds: value ?? 0, isAll: value !== undefined };
}

/** What a hook sleeps: `sleep 30`, or the same in a shell. */
function sleepOf(hook: ReadObject): Slept {
  const words = hook.object('exec').list('command');
  if (!words.every(({ json }) => typeof json === 'string')) return { seconds: 0, isAll: false };
  const texts = words.map(({ json }) => json as string);
  const script = scriptIndex(texts);
  // Without a shell, one program gets all the words.
  return sleptSeconds(script === undefined ? texts.join(' ').replace(/[;&\n]/g, '|') : (texts[script] ?? ''));
}
