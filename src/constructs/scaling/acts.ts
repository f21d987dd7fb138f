import type { ScalingDefinition } from './scaling-policy';

/** Whether the scaling policy changes replica counts; AHPA in `observer` only computes them. */
export function acts(scaling: ScalingDefinition): boolean {
  return scaling.kind === 'hpa' || scaling.scaleStrategy !== 'observer';
}
