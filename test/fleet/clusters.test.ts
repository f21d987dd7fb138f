import { clusterYaml, deployment, deploymentTarget, hpa, readFiles } from './reading';

/** `cluster: objects` of each fleet. */
function fleets(files: { readonly [name: string]: string }, project = ''): readonly string[] {
  return readFiles(files, {}, project).fleets.map(
    ({ context, manifests }) =>
      `${context.name} (${context.source}): ${manifests.map(({ object }) => object.name).join(' ')}`,
  );
}

describe('a file belongs to', () => {
  it('the nearest cluster.yaml above it', () => {
    expect(
      fleets({
        'dist/cluster.yaml': clusterYaml('all'),
        'dist/east/cluster.yaml': clusterYaml('east'),
        'dist/east/manifests/a.yaml': deployment('a'),
        'dist/eastern/b.yaml': deployment('b'),
        'dist/c.yaml': deployment('c'),
        'd.yaml': deployment('d'),
      }),
    ).toEqual(['all (cluster.yaml): b c', 'default (default): d', 'east (cluster.yaml): a']);
  });

  it.each([
    ['in the working directory, for a file in it', 'cluster.yaml', 'a.yaml', true],
    ['in the working directory, for a file below it', 'cluster.yaml', 'x/y/a.yaml', true],
    ['in the working directory, not for a file beside it', 'cluster.yaml', '../b/a.yaml', false],
    ['above the working directory', '../cluster.yaml', 'x/a.yaml', true],
    ['two above the working directory', '../../cluster.yaml', 'a.yaml', true],
    ['above, for a file beside the working directory', '../cluster.yaml', '../b/a.yaml', true],
    ['above, not for a file further up', '../cluster.yaml', '../../a.yaml', false],
    ['beside the working directory', '../b/cluster.yaml', '../b/x/a.yaml', true],
    ['beside the working directory, not for a file in it', '../b/cluster.yaml', 'a.yaml', false],
    ['at an absolute path', '/srv/cluster.yaml', '/srv/x/a.yaml', true],
    ['at an absolute path, not for a relative one', '/cluster.yaml', 'a.yaml', false],
    ['at the root', '/cluster.yaml', '/srv/a.yaml', true],
    ['written with a dot', './east/cluster.yaml', 'east/a.yaml', true],
  ])('a cluster.yaml %s', (_, clusterFile, file, expected) => {
    const { fleets } = readFiles({ [clusterFile]: clusterYaml('east'), [file]: deployment('a') });
    const owner = fleets.find(({ manifests }) => manifests.length > 0)!;
    expect(owner.context.name).toBe(expected ? 'east' : 'default');
  });

  it('the nearest of those above the working directory', () => {
    expect(
      fleets({
        '../../cluster.yaml': clusterYaml('far'),
        '../cluster.yaml': clusterYaml('near'),
        'a.yaml': deployment('a'),
        '../../b.yaml': deployment('b'),
      }),
    ).toEqual(['far (cluster.yaml): b', 'near (cluster.yaml): a']);
  });

  const PROJECT = `clusters:
  - {name: east, paths: [manifests/east, ./shared/a.yaml]}
  - {name: west, paths: [manifests/west/], kubernetes: 1.28}
  - {name: special, paths: [manifests/east/special]}
`;

  it('the entry of foresail.yaml with the longest path to it', () => {
    expect(
      fleets(
        {
          'manifests/east/a.yaml': deployment('a'),
          'manifests/east/special/b.yaml': deployment('b'),
          'manifests/west/c.yaml': deployment('c'),
          'shared/a.yaml': deployment('d'),
          'shared/b.yaml': deployment('e'),
          'manifests/eastern/f.yaml': deployment('f'),
        },
        PROJECT,
      ),
    ).toEqual(['default (default): e f', 'east (default): a d', 'special (default): b', 'west (foresail.yaml): c']);
  });

  it('everything, for the path "."; standard input, too', () => {
    const files = { 'a.yaml': deployment('a'), '<stdin>': deployment('b') };
    expect(fleets(files, 'clusters: [{name: all, paths: [.], kubernetes: 1.28}]')).toEqual([
      'all (foresail.yaml): a b',
    ]);
  });

  it('cluster.yaml rather than foresail.yaml', () => {
    const files = { 'east/cluster.yaml': clusterYaml('own'), 'east/a.yaml': deployment('a') };
    expect(fleets(files, 'clusters: [{name: other, paths: [east]}]')).toEqual(['own (cluster.yaml): a']);
  });

  it('a cluster.yaml to which foresail.yaml adds a path', () => {
    const files = {
      'east/cluster.yaml': clusterYaml('east'),
      'east/a.yaml': deployment('a'),
      'foreign/b.yaml': deployment('b'),
    };
    expect(fleets(files, 'clusters: [{name: east, paths: [foreign]}]')).toEqual(['east (cluster.yaml): a b']);
  });

  it('no cluster, even where a cluster is called default', () => {
    const files = { 'a/a.yaml': deployment('a'), 'b/b.yaml': deployment('b') };
    expect(fleets(files, 'clusters: [{name: default, paths: [a], kubernetes: 1.28}]')).toEqual([
      '(no cluster) (default): b',
      'default (foresail.yaml): a',
    ]);
  });
});

describe('the fleets', () => {
  it('hold objects of one name apart, and never link across', () => {
    const { fleets } = readFiles({
      'a/cluster.yaml': clusterYaml('a'),
      'a/x.yaml': `${deployment('bert')}---\n${hpa('bert', deploymentTarget('bert'))}`,
      'b/cluster.yaml': clusterYaml('b'),
      'b/x.yaml': hpa('bert', deploymentTarget('bert')),
    });
    const targets = fleets.map((fleet) => fleet.targetOf(fleet.hpas[0]!).is);
    expect(targets).toEqual(['workload', 'missing']);
  });

  it('are there for a cluster.yaml without manifests, so that the report names it', () => {
    const { fleets, recognisedFiles } = readFiles({ 'a/cluster.yaml': clusterYaml('a') });
    expect(fleets.map(({ context }) => context.name)).toEqual(['a']);
    expect(recognisedFiles.size).toBe(0);
  });

  it('are none where nothing is modelled', () => {
    expect(fleets({ 'a.yaml': 'a: 1\n' })).toEqual([]);
  });
});

describe('what is known of a cluster', () => {
  const contextOf = (file: string, options = {}, project = '') =>
    readFiles({ 'cluster.yaml': file, 'a.yaml': deployment('a') }, options, project).fleets[0]!.context;

  it('comes from cluster.yaml', () => {
    expect(contextOf(clusterYaml('a', '  ahpaTimeZone: Asia/Shanghai'))).toMatchObject({
      name: 'a',
      source: 'cluster.yaml',
      kubernetes: '1.28',
      dialect: 'ack',
      complete: true,
      facts: { labelConvention: 'ack', ahpaTimeZone: 'Asia/Shanghai' },
    });
  });

  it('is overridden by flags', () => {
    expect(contextOf(clusterYaml('a'), { kubernetes: '1.20', dialect: 'upstream' })).toMatchObject({
      source: 'flag',
      kubernetes: '1.20',
      dialect: 'upstream',
    });
  });

  it.each([
    ['nothing', '', { source: 'default', kubernetes: '1.36' }],
    ['a minor', ', kubernetes: 1.30', { source: 'foresail.yaml', kubernetes: '1.30' }],
    ['a newer minor', ', kubernetes: 1.99', { source: 'foresail.yaml', kubernetes: '1.36', newerThanKnown: '1.99' }],
    ['a pipeline', ', pipeline: {kind: ackAdapter}', { source: 'default', kubernetes: '1.36' }],
  ])('is as much as foresail.yaml says: %s', (_, facts, expected) => {
    const { context } = readFiles({ 'a.yaml': deployment('a') }, {}, `clusters: [{name: a, paths: [.]${facts}}]`)
      .fleets[0]!;
    expect(context).toMatchObject({ name: 'a', complete: true, ...expected });
  });

  it('is nothing without both, and then the files may not be all there is', () => {
    const { context } = readFiles({ 'a.yaml': deployment('a') }).fleets[0]!;
    expect(context).toEqual({
      name: 'default',
      source: 'default',
      kubernetes: '1.36',
      facts: {},
      dialect: undefined,
      complete: false,
    });
  });

  it.each(['1.15', '1.9', '2.0', 'latest', '1', '1.x', '', '1.1000', '1.040'])(
    'refuses --kubernetes "%s"',
    (kubernetes) => {
      expect(() => readFiles({}, { kubernetes })).toThrow(
        expect.objectContaining({
          code: 'usage',
          message: `"${kubernetes}" is not a Kubernetes minor that can be checked`,
          help: 'Give a Kubernetes minor from 1.16 on, such as 1.28; 1.36 is the newest whose facts are known.',
        }),
      );
    },
  );
});

describe('cluster facts that cannot be trusted', () => {
  const errors = (files: { readonly [name: string]: string }, project = '') =>
    readFiles(files, {}, project).errors.map(({ code, message }) => `${code}: ${message}`);

  it.each<[string, { readonly [name: string]: string }, string]>([
    [
      'two files with one name',
      { 'a/cluster.yaml': clusterYaml('x'), 'b/cluster.yaml': clusterYaml('x') },
      'a/cluster.yaml and b/cluster.yaml both say that they are the cluster "x"',
    ],
    [
      'two clusters in one file',
      { 'cluster.yaml': `${clusterYaml('a')}\n---\n${clusterYaml('b')}` },
      'cluster.yaml states the facts of more than one cluster',
    ],
    [
      'a file with another name',
      { 'facts.yaml': clusterYaml('a'), 'a.yaml': deployment('a') },
      'the facts of a cluster are read from a file named cluster.yaml only',
    ],
    [
      'a version of the format that is not known',
      { 'cluster.yaml': clusterYaml('a').replace('dev/v1', 'dev/v2') },
      'apiVersion is "foresail.dev/v2"; did you mean "foresail.dev/v1"?',
    ],
    [
      'a key given twice',
      { 'cluster.yaml': clusterYaml('a', '  kubernetes: "1.20"') },
      'the key "kubernetes" is given twice in one mapping',
    ],
  ])('are refused: %s', (_, files, expected) => {
    expect(errors(files)).toEqual([`configuration: ${expected}`]);
  });

  it.each<[string, string, string]>([
    ['empty', '', 'cluster.yaml is empty'],
    ['of comments only', '# facts\n---\n', 'cluster.yaml is empty'],
    ['any mapping', 'a: b\n', 'cluster.yaml has no apiVersion'],
    [
      'without an apiVersion',
      clusterYaml('a').replace('apiVersion: foresail.dev/v1\n', ''),
      'cluster.yaml has no apiVersion',
    ],
    ['with an apiVersion that is empty', 'apiVersion: ""\nkind: Cluster\n', 'cluster.yaml has no apiVersion'],
    [
      'of a kind that does not exist',
      clusterYaml('a').replace('Cluster', 'Clusters'),
      'foresail.dev/v1 has no kind "Clusters"; did you mean "Cluster"?',
    ],
    ['without a kind', clusterYaml('a').replace('kind: Cluster\n', ''), 'foresail.dev/v1 needs a kind'],
    [
      'without a version',
      clusterYaml('a').replace('dev/v1', 'dev'),
      'apiVersion is "foresail.dev"; did you mean "foresail.dev/v1"?',
    ],
    ['beside a good one', `${clusterYaml('a')}\n---\na: b\n`, 'cluster.yaml has no apiVersion'],
  ])('are refused: a file %s', (_, text, expected) => {
    const files = { 'east/cluster.yaml': text, 'east/a.yaml': deployment('a') };
    expect(errors(files)).toEqual([`configuration: ${expected.replace(/^cluster/, 'east/cluster')}`]);
  });

  it.each([
    ['eksctl', 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: a}\n'],
    ['Cluster API', 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nmetadata: {name: a}\n'],
    ['a chart', 'apiVersion: {{ .Values.version }}\nkind: Cluster\n'],
  ])('are not meant by the cluster.yaml of %s', (_, text) => {
    expect(errors({ 'cluster.yaml': text, 'a.yaml': deployment('a') })).toEqual([]);
  });

  it('are refused where foresail.yaml states them again', () => {
    expect(
      errors({ 'a/cluster.yaml': clusterYaml('a') }, 'clusters: [{name: a, paths: [b], kubernetes: 1.20}]'),
    ).toEqual(['configuration: the facts of the cluster "a" stand in a/cluster.yaml and here']);
  });
});
