import type { ObjectReference } from '../../source/finding';
import type { Json } from '../../source/node';
import { pointer } from '../../source/pointer';
import type { Autoscaler } from '../autoscaler';
import type { Manifest } from '../manifest';
import { groupOf } from '../recognise';
import { fieldOf, itemsOf, textsOf } from './json-parts';
import { type SyncedPath, syncedPath } from './synced-path';
import type { CountTreatment, Syncer } from './syncer';

/** Who writes the count of an HPA's target. Source: kube-controller-manager; on ACK One controlplane-kcm. */
const HPA_MANAGERS = ['kube-controller-manager', 'controlplane-kcm'];

/** An Application of Argo CD, or an ApplicationSet, which makes several of one template. */
export class ArgoCdApplication implements Syncer {
  private constructor(
    public readonly object: ObjectReference,
    public readonly paths: readonly SyncedPath[],
    public readonly isOfChart: boolean,
    private readonly spec: Json | undefined,
  ) {}

  public static read(manifest: Manifest): ArgoCdApplication | undefined {
    const { object } = manifest;
    if (groupOf(object.apiVersion) !== 'argoproj.io') return undefined;
    if (object.kind !== 'Application' && object.kind !== 'ApplicationSet') return undefined;
    const spec = manifest.valueAt(object.kind === 'Application' ? '/spec' : '/spec/template/spec');
    const sources = [fieldOf(spec, 'source') ?? [], ...itemsOf(fieldOf(spec, 'sources'))];
    const written = sources.flatMap((source) => textsOf([fieldOf(source, 'path') ?? null]));
    const paths = written.flatMap((path) =>
      path.includes('{{') ? templatedPaths(path, manifest) : [syncedPath(path)],
    );
    const isOfChart = written.length === 0 && sources.some((source) => fieldOf(source, 'chart') !== undefined);
    return new ArgoCdApplication(object, paths, isOfChart, spec);
  }

  public hasSyncOption(option: string): boolean {
    return textsOf(fieldOf(fieldOf(this.spec, 'syncPolicy'), 'syncOptions')).includes(option);
  }

  public treatmentOfCount(workload: Manifest, writers: readonly Autoscaler[]): CountTreatment {
    const rules = itemsOf(fieldOf(this.spec, 'ignoreDifferences')).filter((rule) => isAbout(rule, workload.object));
    const treatments = rules.map((rule) => treatmentBy(rule, writers));
    const ignored = treatments.find(({ is }) => is === 'ignored');
    const found = ignored ?? treatments.find(({ is }) => is === 'unknown') ?? { is: 'written' };
    if (found.is !== 'written' && !this.hasSyncOption(RESPECT)) {
      return { is: 'lacking', lack: `the sync option ${RESPECT}` };
    }
    return found;
  }
}

const RESPECT = 'RespectIgnoreDifferences=true';

/** What is written before the first placeholder; where that is nothing, the folders that the generators look into. */
function templatedPaths(path: string, manifest: Manifest): readonly SyncedPath[] {
  const own = before(path, '{{');
  if (own !== '') return [syncedPath(own, true)];
  const patterns = itemsOf(manifest.valueAt('/spec/generators'))
    .flatMap((generator) => itemsOf(fieldOf(fieldOf(generator, 'git'), 'directories')))
    .filter((directory) => fieldOf(directory, 'exclude') !== true)
    .flatMap((directory) => textsOf([fieldOf(directory, 'path') ?? null]));
  return (patterns.length > 0 ? patterns : ['*']).map((pattern) => syncedPath(before(pattern, '*'), true));
}

/** The folders of a path before the one in which a mark stands. */
function before(path: string, mark: string): string {
  const at = path.indexOf(mark);
  return at === -1 ? path : path.slice(0, path.lastIndexOf('/', at) + 1);
}

/** Source: argo-cd, util/argo/normalizers/diff_normalizer.go: group and kind are patterns, name and namespace are not. */
function isAbout(rule: Json, object: ObjectReference): boolean {
  const text = (key: string) => textsOf([fieldOf(rule, key) ?? null])[0] ?? '';
  return (
    fits(text('group'), groupOf(object.apiVersion)) &&
    fits(text('kind'), object.kind) &&
    ['', object.name].includes(text('name')) &&
    ['', object.namespace].includes(text('namespace'))
  );
}

/** A pattern in which `*` stands for anything; what else patterns can say nobody needs for a kind. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const last = rest.pop()!;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

const POINTERS = [pointer('spec', 'replicas'), pointer('spec')];
const EXPRESSIONS = ['.spec.replicas', '.spec["replicas"]', '.spec.replicas?', '.["spec"]["replicas"]', '.spec'];

function treatmentBy(rule: Json, writers: readonly Autoscaler[]): CountTreatment {
  const pointers = textsOf(fieldOf(rule, 'jsonPointers'));
  const expressions = textsOf(fieldOf(rule, 'jqPathExpressions')).map((expression) => expression.trim());
  if (pointers.some((path) => POINTERS.includes(path)) || expressions.some((path) => EXPRESSIONS.includes(path))) {
    return { is: 'ignored', how: `ignores /spec/replicas, with ${RESPECT}`, afterRemoval: 'kept' };
  }
  const managers = textsOf(fieldOf(rule, 'managedFieldsManagers'));
  const manager = managers.find((name) => HPA_MANAGERS.includes(name));
  if (manager !== undefined && writers.length > 0 && writers.every(({ is }) => is === 'hpa')) {
    return { is: 'ignored', how: `ignores what ${manager} has written, with ${RESPECT}`, afterRemoval: 'unknown' };
  }
  if (managers[0] !== undefined) {
    const names = managers.join(', ');
    return { is: 'unknown', reason: `ignores what ${names} has written, and nothing tells whether that is the count` };
  }
  const unread = expressions.find((expression) => expression.includes('replicas'));
  return unread === undefined
    ? { is: 'written' }
    : { is: 'unknown', reason: `ignores ${unread}, which is not evaluated here` };
}
