import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { manifestYaml } from '../../src/pipeline/manifest-yaml';

/** Texts that YAML 1.1 reads as something else, or that need quotes in some places. */
const awkward = fc.constantFrom(
  ...['yes', 'No', 'on', 'null', '~', '1e3', '0x1f', '0o7', '1:30', '2020-01-01', '.5', '1_000', '=', '<<', ''],
  ...['---', '--- a', '...', '- a', '? a', 'a: b', 'a #b', '#a', '[a]', '{a}', '*a', '&a', '!a', '|', '>', '%a', '@a'],
  ...['a\nb', 'a\n\nb\n', '\n', ' a', 'a ', 'a:', 'a, b', '${A}', '<<.Series>>{<<.LabelMatchers>>}', "it's", '"q"'],
);
const text = fc.oneof({ weight: 3, arbitrary: awkward }, fc.string({ maxLength: 8 }), fc.constantFrom('name', 'spec'));
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(text, tie('json'), { maxKeys: 4 }),
  ),
}));

describe('manifestYaml', () => {
  it('writes what cdk8s writes, whatever it wrote before', () => {
    fc.assert(
      fc.property(json, (value) => manifestYaml(value) === Yaml.stringify(value)),
      { numRuns: 3000 },
    );
  });

  it('writes a value twice where it stands twice, without an anchor', () => {
    const labels = { app: 'bert' };
    expect(manifestYaml({ a: labels, b: labels })).toBe('a:\n  app: bert\nb:\n  app: bert\n');
  });
});
