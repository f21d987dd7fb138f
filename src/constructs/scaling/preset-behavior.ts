import { BEHAVIOR_PRESETS } from '../../metrics/behavior-presets';
import { startupPeriod } from '../service/startup';
import type { Behavior, BehaviorRules } from './behavior';

/** The `scaleUp` of the presets, as they stand in a policy that takes one of them. */
const PRESET_RULES: ReadonlySet<BehaviorRules> = new Set(Object.values(BEHAVIOR_PRESETS).map(({ scaleUp }) => scaleUp));

/**
 * A preset adds pods no more often than they start: it knows no model, and the policy knows the time. What an author wrote
 * is left as it is.
 */
export function presetAtPaceOf(behavior: Behavior, startupSeconds: number | undefined): Behavior {
  const { scaleUp } = behavior;
  if (startupSeconds === undefined || scaleUp === undefined || !PRESET_RULES.has(scaleUp)) return behavior;
  const least = startupPeriod(startupSeconds);
  const policies = scaleUp.policies?.map((rate) => ({ ...rate, periodSeconds: Math.max(rate.periodSeconds, least) }));
  return { ...behavior, scaleUp: { ...scaleUp, ...(policies && { policies }) } };
}
