import { type Labels, labelValue } from '../../series/labels';

const IDS = ['UUID', 'uuid', 'gpu_uuid', 'GPU_UUID', 'gpu_id'];
const NODES = ['Hostname', 'hostname', 'NodeName', 'node', 'instance'];
const NUMBERS = ['gpu', 'device', 'minor_number'];
const SLICES = ['GPU_I_ID', 'GPU_I_PROFILE'];

/** The card, or the MIG slice of it, that a series is about; undefined where its labels do not tell. */
export function cardOf(labels: Labels): string | undefined {
  const id = first(labels, IDS);
  const slice = SLICES.map((label) => labelValue(labels, label))
    .filter((value) => value !== '')
    .join('/');
  if (id !== undefined) return slice === '' ? id : `${id}/${slice}`;
  const node = first(labels, NODES);
  const number = first(labels, NUMBERS);
  if (node === undefined || number === undefined) return undefined;
  return [node, number, ...(slice === '' ? [] : [slice])].join('/');
}

function first(labels: Labels, names: readonly string[]): string | undefined {
  return names.map((name) => labelValue(labels, name)).find((value) => value !== '');
}
