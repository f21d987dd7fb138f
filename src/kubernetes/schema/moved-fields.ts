/** Where the content of a field goes in another version of HorizontalPodAutoscaler. */
export interface Move {
  /** What to write instead. */
  readonly write: string;
  /** The fields whose absence the old field explains. */
  readonly replaces: readonly string[];
}

const TO_METRICS_LIST: Readonly<Record<string, Move>> = {
  metricName: { write: '`metric: {name: ...}`', replaces: ['metric'] },
  selector: { write: '`metric: {selector: ...}`', replaces: ['metric'] },
  metricSelector: { write: '`metric: {selector: ...}`', replaces: ['metric'] },
  targetValue: { write: '`target: {type: Value, value: ...}`', replaces: ['target'] },
  averageValue: { write: '`target: {type: AverageValue, averageValue: ...}`', replaces: ['target'] },
  targetAverageValue: { write: '`target: {type: AverageValue, averageValue: ...}`', replaces: ['target'] },
  targetAverageUtilization: { write: '`target: {type: Utilization, averageUtilization: ...}`', replaces: ['target'] },
  targetCPUUtilizationPercentage: {
    write: '`metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: ...}}}]`',
    replaces: [],
  },
};

const FLAT_TARGETS = ['targetAverageValue', 'targetValue', 'targetAverageUtilization'];

const TO_FLAT_METRICS: Readonly<Record<string, Move>> = {
  metric: { write: '`metricName`, and `selector` (External: `metricSelector`)', replaces: ['metricName'] },
  describedObject: { write: '`target`, the reference to the object', replaces: ['target'] },
  target: {
    write: 'the flat field of this source (`targetAverageValue`, `targetValue` or `targetAverageUtilization`)',
    replaces: FLAT_TARGETS,
  },
  targetCPUUtilizationPercentage: {
    write: '`metrics: [{type: Resource, resource: {name: cpu, targetAverageUtilization: ...}}]`',
    replaces: [],
  },
};

const MOVES: Readonly<Record<string, Readonly<Record<string, Move>>>> = {
  'autoscaling/v2': TO_METRICS_LIST,
  'autoscaling/v2beta2': TO_METRICS_LIST,
  'autoscaling/v2beta1': TO_FLAT_METRICS,
};

/** What to write in a version instead of a field that another version has; undefined where nothing can carry it. */
export function moveOf(apiVersion: string, field: string): Move | undefined {
  const moves = MOVES[apiVersion];
  return moves && Object.hasOwn(moves, field) ? moves[field] : undefined;
}
