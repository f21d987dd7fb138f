import type { Json } from '../../source/node';
import { pointer } from '../../source/pointer';
import type { JsonObject, Manifest } from '../manifest';

export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';
export const SYNC_WAVE_PATH = `/metadata/annotations${pointer(SYNC_WAVE_ANNOTATION)}`;

const HOOK_ANNOTATION = 'argocd.argoproj.io/hook';
const HELM_HOOK_ANNOTATION = 'helm.sh/hook';
const HELM_WEIGHT_ANNOTATION = 'helm.sh/hook-weight';

/** In the order in which a sync runs them; the last only where it has failed. */
const PHASES = ['PreSync', 'Sync', 'PostSync', 'SyncFail'] as const;
type SyncPhase = (typeof PHASES)[number];

const PHASE_OF_HELM_HOOK: { readonly [hook: string]: SyncPhase } = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
};

/** When a sync of Argo CD applies an object: phase by phase, and in each wave by wave. */
export interface SyncPosition {
  readonly phase: SyncPhase;
  readonly wave: bigint;
}

/**
 * When Argo CD first applies an object; undefined where a sync leaves it out.
 * Source: gitops-engine, pkg/sync: sync_phase.go, hook/hook.go, hook/helm.
 */
export function syncPositionOf(manifest: Manifest): SyncPosition | undefined {
  const annotations = annotationsOf(manifest);
  const phase = phaseOf(annotations);
  return phase && { phase, wave: waveOf(annotations) };
}

/** Negative where the first comes before the second. */
export function compareSyncPositions(a: SyncPosition, b: SyncPosition): number {
  const phases = PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase);
  if (phases !== 0 || a.wave === b.wave) return phases;
  return a.wave < b.wave ? -1 : 1;
}

/** A wave that Argo CD cannot read, and what happens then. */
export interface UnreadWave {
  readonly written: Json;
  readonly effect: string;
}

/** The wave of an object where it is written and is none. */
export function unreadWaveOf(manifest: Manifest): UnreadWave | undefined {
  const written = manifest.valueAt(SYNC_WAVE_PATH);
  if (written === undefined) return undefined;
  if (written !== null && typeof written !== 'string') {
    return { written, effect: 'the API server refuses an annotation that is no text' };
  }
  if (written !== null && wholeNumber(written) !== undefined) return undefined;
  const wave = waveOf(annotationsOf(manifest));
  return { written, effect: wave === 0n ? 'Argo CD takes 0' : `Argo CD takes ${wave}, the weight of the Helm hook` };
}

/** Whether anything at an object says when it is synced. */
export function hasSyncPosition(manifest: Manifest): boolean {
  return [SYNC_WAVE_ANNOTATION, HOOK_ANNOTATION, HELM_HOOK_ANNOTATION, HELM_WEIGHT_ANNOTATION].some(
    (key) => manifest.valueAt(pointer('metadata', 'annotations', key)) !== undefined,
  );
}

type Annotations = ReadonlyMap<string, string>;

/** One value that is no text hides all annotations from Argo CD: apimachinery gives back none. */
function annotationsOf(manifest: Manifest): Annotations {
  const written = manifest.valueAt('/metadata/annotations');
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return new Map();
  const entries = Object.entries(written as JsonObject);
  return new Map(entries.every((entry): entry is [string, string] => typeof entry[1] === 'string') ? entries : []);
}

function phaseOf(annotations: Annotations): SyncPhase | undefined {
  const hook = annotations.get(HOOK_ANNOTATION);
  const helmHook = annotations.get(HELM_HOOK_ANNOTATION);
  // Helm marks definitions of its time as hooks, which they are not.
  if (hook === undefined && (helmHook === undefined || helmHook === 'crd-install')) return 'Sync';
  const known = partsOf(hook).filter((type) => HOOK_TYPES.includes(type));
  const types = known.length > 0 ? known : partsOf(helmHook).flatMap((type) => PHASE_OF_HELM_HOOK[type] ?? []);
  return PHASES.find((phase) => types.includes(phase));
}

/** With these, hooks of Helm are not looked at. */
const HOOK_TYPES: readonly string[] = [...PHASES, 'Skip', 'PreDelete', 'PostDelete'];

function partsOf(list: string | undefined): readonly string[] {
  return (list ?? '').split(',').map((part) => part.trim());
}

/** Source: gitops-engine, pkg/sync/syncwaves/waves.go. */
function waveOf(annotations: Annotations): bigint {
  const [wave, weight] = [SYNC_WAVE_ANNOTATION, HELM_WEIGHT_ANNOTATION].map((key) =>
    wholeNumber(annotations.get(key) ?? ''),
  );
  return wave ?? weight ?? 0n;
}

export const LAST_WAVE = 2n ** 63n - 1n;

/** As Go's `strconv.Atoi` reads it, on 64 bits. */
function wholeNumber(text: string): bigint | undefined {
  // A longer text is either beyond the bounds or all zeros, which nobody writes.
  if (text.length > 64 || !/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value > LAST_WAVE || value < -LAST_WAVE - 1n ? undefined : value;
}
