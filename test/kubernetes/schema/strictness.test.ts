import { KUBERNETES_MINORS, type KubernetesMinor } from '../../../src/kubernetes/minor';
import { fieldAt, findModel, minorNumber, ROOTS, type Root } from '../../../src/kubernetes/schema/api-facts';
import type { TypeExpression } from '../../../src/kubernetes/schema/type-expression';
import { type ShapeProblem, validateShape } from '../../../src/kubernetes/schema/validate-shape';
import { isServed } from '../../../src/kubernetes/served-api';
import type { Json } from '../../../src/source/node';

type Writable = { [key: string]: Json };

const UNKNOWN = 'zzUnknownField';

/** An object with every field that a minor has, and the list of all closed objects in it. */
class Sample {
  public readonly levels: { readonly path: string; readonly object: Writable }[] = [];

  public constructor(private readonly minor: number) {}

  public ofModel(name: string, path: string): Writable {
    const object: Writable = {};
    this.levels.push({ path, object });
    for (const [field, variants] of findModel(name)!) {
      const variant = fieldAt(variants, this.minor);
      if (variant) object[field] = this.ofType(variant.type, `${path}/${field}`);
    }
    return object;
  }

  private ofType(type: TypeExpression, path: string): Json {
    switch (type.kind) {
      case 'model':
        return this.ofModel(type.name, path);
      case 'list':
        return [this.ofType(type.of, `${path}/0`)];
      case 'map':
        return { key: this.ofType(type.of, `${path}/key`) };
      case 'choice':
        return type.values.at(-1)!;
      case 'boolean':
        return true;
      case 'int32':
      case 'int64':
      case 'intOrString':
        return 7;
      case 'intOrPercent':
        return '25%';
      case 'quantity':
        return '500m';
      case 'string':
      case 'time':
        return 'text';
      case 'any':
        return { anything: 1 };
    }
  }
}

const CASES = ROOTS.flatMap((root) =>
  KUBERNETES_MINORS.filter((minor) => isServed(root.apiVersion, root.kind, minor)).map(
    (minor): [KubernetesMinor, string, Root] => [minor, `${root.apiVersion} ${root.kind}`, root],
  ),
);

describe('the shape check', () => {
  it.each(CASES)('on %s takes every known field of %s and refuses an unknown one at each level', (minor, _, root) => {
    const sample = new Sample(minorNumber(minor));
    const object = sample.ofModel(root.model, '');
    const check = () => validateShape(object, root.apiVersion, root.kind, minor);
    expect(check()).toEqual([]);
    expect(sample.levels.length).toBeGreaterThanOrEqual(4);
    for (const level of sample.levels) level.object[UNKNOWN] = 1;
    const problems = check() as readonly ShapeProblem[];
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['unknown-field']));
    expect(problems.map(({ path }) => path).sort()).toEqual(
      sample.levels.map(({ path }) => `${path}/${UNKNOWN}`).sort(),
    );
  });

  it('leaves nothing open but the field sets of managedFields', () => {
    const open = CASES.flatMap(([minor, , { model }]) => openFields(model, minorNumber(minor)));
    expect([...new Set(open)]).toEqual(['V1ManagedFieldsEntry.fieldsV1']);
  });
});

function openFields(root: string, minor: number): readonly string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (type: TypeExpression, place: string): void => {
    if (type.kind === 'any') found.push(place);
    if (type.kind === 'list' || type.kind === 'map') visit(type.of, place);
    if (type.kind !== 'model' || seen.has(type.name)) return;
    seen.add(type.name);
    for (const [field, variants] of findModel(type.name)!) {
      const variant = fieldAt(variants, minor);
      if (variant) visit(variant.type, `${type.name}.${field}`);
    }
  };
  visit({ kind: 'model', name: root }, root);
  return found;
}
