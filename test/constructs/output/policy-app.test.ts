import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ApiObject, Chart } from 'cdk8s';
import { PolicyApp, PolicyError, PolicyErrors } from '../../../src/index';
import { errorsOf, filesOf, sampleCluster, samplePolicy } from '../sample';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'foresail-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

describe('PolicyApp', () => {
  it('writes one folder for each cluster', () => {
    const app = new PolicyApp({ outdir });
    for (const id of ['east', 'west']) sampleCluster(app, {}, id).add(samplePolicy());
    app.synth();
    expect(readdirSync(outdir).sort()).toEqual(['east', 'west']);
    expect(filesBelow(join(outdir, 'east'))).toEqual([
      'ack-alibaba-cloud-metrics-adapter.values.yaml',
      'bert.k8s.yaml',
      'cluster.yaml',
    ]);
  });

  it('gives the same bytes for the same policies, however often', () => {
    const app = () => {
      const made = new PolicyApp();
      sampleCluster(made).add(samplePolicy({}, 'b'), samplePolicy({}, 'a'));
      return made;
    };
    const first = app();
    expect([...filesOf(app())]).toEqual([...filesOf(first)]);
    expect([...filesOf(first)]).toEqual([...filesOf(first)]);
  });

  it('writes the documents that cdk8s itself would write', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    cluster.add(samplePolicy());
    const documents = cluster.toJson();
    expect(documents.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'HorizontalPodAutoscaler']);
    const text = filesOf(app).get('prod/manifests/default/bert.k8s.yaml');
    expect(text?.split('---\n')).toHaveLength(3);
  });

  it('validates each construct once and renders each object once, however many services there are', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    let validations = 0;
    const count = () => {
      validations++;
      return [];
    };
    for (let index = 0; index < 50; index++) {
      cluster.add(samplePolicy({}, `service-${index}`));
      cluster.node.tryFindChild(`service-${index}`)?.node.addValidation({ validate: count });
    }
    const rendered = jest.spyOn(ApiObject.prototype, 'toJson');
    filesOf(app);
    expect({ validations, rendered: rendered.mock.calls.length }).toEqual({ validations: 50, rendered: 150 });
    rendered.mockRestore();
  });

  it('removes the files of services that are gone', () => {
    const first = new PolicyApp({ outdir });
    sampleCluster(first).add(samplePolicy(), samplePolicy({}, 'gone'));
    first.synth();
    const second = new PolicyApp({ outdir });
    sampleCluster(second).add(samplePolicy());
    second.synth();
    expect(filesBelow(outdir)).not.toContain('gone.k8s.yaml');
  });

  it('throws every error at once, sorted by path, and writes nothing', () => {
    mkdirSync(join(outdir, 'west'));
    writeFileSync(join(outdir, 'west', 'kept.yaml'), 'kept');
    const app = new PolicyApp({ outdir });
    sampleCluster(app, {}, 'west').add(samplePolicy({ port: 0 }));
    sampleCluster(app, {}, 'east').add(samplePolicy({ port: -1, image: '' }), samplePolicy({}, 'Chat'));
    let thrown: unknown;
    try {
      app.synth();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(PolicyErrors);
    expect(thrown).toBeInstanceOf(PolicyError);
    expect((thrown as PolicyErrors).all.map(({ path, property }) => [path, property])).toEqual([
      ['east/Chat', 'id'],
      ['east/bert', 'port'],
      ['east/bert', 'image'],
      ['west/bert', 'port'],
    ]);
    expect((thrown as Error).message).toMatch(/^4 errors in the policies:\n\neast\/Chat: id is "Chat", but must be/);
    expect((thrown as Error).stack).not.toMatch(/\n\s+at /);
    // What Node prints when nobody catches it.
    expect(inspect(thrown).split('must be an integer from 1 to 65535')).toHaveLength(3);
    expect(readFileSync(join(outdir, 'west', 'kept.yaml'), 'utf8')).toBe('kept');
    expect(readdirSync(outdir)).toEqual(['west']);
  });

  it('leaves the old output as it was when writing fails', () => {
    writeFileSync(join(outdir, '.foresail-staging'), 'a file where a folder is to be made');
    const app = new PolicyApp({ outdir: join(outdir, '.foresail-staging') });
    sampleCluster(app).add(samplePolicy());
    expect(() => app.synth()).toThrow();
    expect(readdirSync(outdir)).toEqual(['.foresail-staging']);
  });

  it.each([
    ['an app without a cluster', () => new PolicyApp(), 'app'],
    [
      'a cluster without an object',
      () => {
        const app = new PolicyApp();
        sampleCluster(app);
        return app;
      },
      'prod',
    ],
  ])('refuses %s', (_, make, path) => {
    expect(errorsOf(make())).toMatchObject([{ code: 'empty-result', path }]);
  });

  it('refuses a chart that would not be written', () => {
    const app = new PolicyApp();
    sampleCluster(app).add(samplePolicy());
    new Chart(app, 'lost');
    expect(errorsOf(app)).toMatchObject([{ code: 'invalid-construct', path: 'lost' }]);
  });

  it('reports the validations that others have added', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    cluster.add(samplePolicy());
    cluster.node.addValidation({ validate: () => ['needs an owner'] });
    expect(errorsOf(app)).toMatchObject([{ code: 'invalid-construct', path: 'prod' }]);
  });

  it('reports an object that cannot be written as JSON', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    const object = new ApiObject(cluster, 'odd', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'odd' } });
    object.addJsonPatch({ _toJson: () => ({ op: 'replace', path: '/not/there', value: 1 }) } as never);
    expect(errorsOf(app)).toMatchObject([{ code: 'invalid-construct', path: 'prod/odd' }]);
  });

  it('writes no construct metadata, which would stop Argo CD', () => {
    const before = process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
    process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
    try {
      const app = new PolicyApp({ outdir });
      sampleCluster(app).add(samplePolicy());
      app.synth();
      expect(readdirSync(outdir)).toEqual(['prod']);
    } finally {
      if (before === undefined) delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
      else process.env.CDK8S_RECORD_CONSTRUCT_METADATA = before;
    }
  });
});

describe('the work of a synth', () => {
  /** How often constructs are validated and objects rendered. */
  function workOf(services: number): { readonly validations: number; readonly renderings: number } {
    const app = new PolicyApp({ outdir });
    const ids = Array.from({ length: services }, (_, index) => `service-${index}`);
    sampleCluster(app, {}).add(...ids.map((id) => samplePolicy({}, id)));
    const constructs = app.node.findAll();
    const validate = constructs.map(({ node }) => jest.spyOn(node, 'validate'));
    const toJson = constructs.filter(ApiObject.isApiObject).map((object) => jest.spyOn(object, 'toJson'));
    app.synth();
    const calls = (spies: readonly jest.SpyInstance[]) => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    return { validations: calls(validate), renderings: calls(toJson) };
  }

  it('grows with the number of services, and not with its square', () => {
    const [none, some, twice] = [workOf(1), workOf(100), workOf(199)];
    expect(some.renderings).toBe(100 * none.renderings);
    expect(twice.renderings - some.renderings).toBe(some.renderings - none.renderings);
    expect(twice.validations - some.validations).toBe(some.validations - none.validations);
    expect(some.validations).toBeGreaterThan(100);
  });
});
