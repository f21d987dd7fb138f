import { DNS_LABEL_RULE, isDnsLabel } from '../../../kubernetes/names';
import type { ReadField, ReadObject } from '../../read-field';
import { type AdmissionProblem, mustBe } from './admission-problem';
import { repeatedFields } from './repeated-fields';

/** Source: pkg/apis/core/validation, ValidateVolumes. A volume without a source becomes an `emptyDir`. */
export function volumeProblems(pod: ReadObject): readonly AdmissionProblem[] {
  const volumes = pod.list('volumes');
  return [...volumes.flatMap(ofVolume), ...repeatedFields(volumes, 'name').map(repeatedVolume)];
}

function ofVolume(volume: ReadObject): readonly AdmissionProblem[] {
  const { path, value } = volume.string('name');
  const sources = volume.keys().filter((key) => key !== 'name' && volume.has(key));
  const problems: AdmissionProblem[] = [];
  if (value !== undefined && !isDnsLabel(value)) {
    problems.push({ path, message: `"${value}" cannot be the name of a volume`, help: mustBe(DNS_LABEL_RULE) });
  }
  if (sources.length > 1) {
    const message = `volume ${value ?? ''} has several sources: ${sources.join(', ')}`;
    problems.push({ path: volume.path, message, help: 'Keep one of them.' });
  }
  return problems;
}

function repeatedVolume({ path, value }: ReadField<string>): AdmissionProblem {
  return { path, message: `two volumes have the name ${value}`, help: 'Give each volume a name of its own.' };
}

/**
 * What is wrong with the mounts of a container. Source: pkg/apis/core/validation, ValidateVolumeMounts and ValidateVolumeDevices.
 *
 * @param volumes what pods can mount; undefined where that cannot be read
 */
export function mountProblems(
  container: ReadObject,
  volumes: readonly ReadField<string>[] | undefined,
): readonly AdmissionProblem[] {
  const mounts = container.list('volumeMounts');
  return [
    ...[...mounts, ...container.list('volumeDevices')].flatMap((mount) => unknownVolume(mount, volumes)),
    ...mounts.map((mount) => mount.string('mountPath')).flatMap(emptyPath),
    ...repeatedFields(mounts, 'mountPath').map(({ path, value }) => ({
      path,
      message: `two mounts of container ${container.string('name').value ?? ''} have the path ${value}`,
      help: 'Give each mount a path of its own.',
    })),
  ];
}

function unknownVolume(mount: ReadObject, volumes: readonly ReadField<string>[] | undefined): AdmissionProblem[] {
  const { path, value } = mount.string('name');
  if (value === undefined || !volumes || volumes.some((volume) => volume.value === value)) return [];
  // It may become the name that is mounted.
  const open = volumes.find((volume) => volume.value?.includes('${'));
  const names = volumes.map((volume) => volume.value).join(', ');
  const message = `no volume of the pod has the name ${value}${names === '' ? '' : `: there are ${names}`}`;
  return [
    { path: open?.path ?? path, message, help: 'Write the volume under volumes, or the name of one that is there.' },
  ];
}

function emptyPath({ path, value }: ReadField<string>): readonly AdmissionProblem[] {
  return value === '' ? [{ path, message: 'mountPath is empty', help: 'Write the path in the container.' }] : [];
}
