import { faultsOf, judgeObjects, kubernetes, reasonsOf } from '../sample';
import { deployment } from '../sample-manifests';

const ID = 'workload/admission';
const POD = '/spec/template/spec';
const SERVER = `${POD}/containers/0`;

type Fields = Readonly<Record<string, unknown>>;

function workload(container: Fields = {}, pod: Fields = {}, labels: Fields = {}, metadata: Fields = {}): object {
  const template = {
    metadata: { labels: { app: 'bert', ...labels }, ...metadata },
    spec: { containers: [{ name: 'server', image: 'a', ...container }], ...pod },
  };
  return deployment({ spec: { template } });
}

const CACHE = { name: 'model-cache', emptyDir: {} };
const mounting = (mounts: readonly Fields[], volumes: unknown = [CACHE]) =>
  workload({ volumeMounts: mounts }, { volumes });
const amounts = (requests: Fields, limits: Fields) => workload({ resources: { requests, limits } });
const ports = (...list: readonly Fields[]) => workload({ ports: list });
const HTTP = { httpGet: { path: '/health', port: 8000 } };

type Case = readonly [name: string, object: object, ...faults: string[]];

const finds = (cases: readonly Case[]) =>
  it.each(cases.map(([name, object, ...faults]) => [name, object, faults] as const))(
    'is refused: %s',
    (_, object, faults) => {
      expect(faultsOf(judgeObjects([object]), ID)).toEqual(faults.map((fault) => `error ${fault}`));
    },
  );

const passes = (cases: readonly (readonly [string, object])[]) =>
  it.each(cases)('is taken: %s', (_, object) => {
    const report = judgeObjects([object]);
    expect(faultsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([]);
  });

describe('a volume', () => {
  finds([
    [
      'a mount of a volume that is not there',
      mounting([{ name: 'modelcache', mountPath: '/models' }]),
      `${SERVER}/volumeMounts/0/name no volume of the pod has the name modelcache: there are model-cache`,
    ],
    [
      'a mount without any volumes',
      workload({ volumeMounts: [{ name: 'models', mountPath: '/models' }] }),
      `${SERVER}/volumeMounts/0/name no volume of the pod has the name models`,
    ],
    [
      'a device that is no volume',
      workload({ volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }] }),
      `${SERVER}/volumeDevices/0/name no volume of the pod has the name disk`,
    ],
    [
      'two mounts at one path',
      mounting([
        { name: 'model-cache', mountPath: '/models' },
        { name: 'model-cache', mountPath: '/models', subPath: 'a' },
      ]),
      `${SERVER}/volumeMounts/1/mountPath two mounts of container server have the path /models`,
    ],
    [
      'a mount at no path',
      mounting([{ name: 'model-cache', mountPath: '' }]),
      `${SERVER}/volumeMounts/0/mountPath mountPath is empty`,
    ],
    [
      'the name of a volume',
      mounting([], [{ ...CACHE, name: 'Model_Cache' }]),
      `${POD}/volumes/0/name "Model_Cache" cannot be the name of a volume`,
    ],
    [
      'two volumes of one name',
      mounting([], [CACHE, CACHE]),
      `${POD}/volumes/1/name two volumes have the name model-cache`,
    ],
    [
      'a volume of two sources',
      mounting([], [{ ...CACHE, hostPath: { path: '/models' } }]),
      `${POD}/volumes/0 volume model-cache has several sources: emptyDir, hostPath`,
    ],
  ]);
  passes([
    [
      'one volume at two paths',
      mounting([
        { name: 'model-cache', mountPath: '/a' },
        { name: 'model-cache', mountPath: '/b' },
      ]),
    ],
    ['a volume without a source', mounting([{ name: 'scratch', mountPath: '/a' }], [{ name: 'scratch' }])],
    ['a volume with a source and a null', mounting([], [{ ...CACHE, hostPath: null }])],
  ]);

  it('may be a claim of a StatefulSet', () => {
    const set = (mount: string) => {
      const own = mounting([{ name: mount, mountPath: '/models' }]) as { spec: object };
      const claim = { metadata: { name: 'models' }, spec: { accessModes: ['ReadWriteOnce'] } };
      return { ...own, kind: 'StatefulSet', spec: { ...own.spec, serviceName: 'bert', volumeClaimTemplates: [claim] } };
    };
    expect(faultsOf(judgeObjects([set('models')]), ID)).toEqual([]);
    expect(faultsOf(judgeObjects([set('other')]), ID)).toEqual([
      `error ${SERVER}/volumeMounts/0/name no volume of the pod has the name other: there are model-cache, models`,
    ]);
  });

  it('may become the one that is mounted, where its name holds a placeholder', () => {
    const report = judgeObjects([mounting([{ name: 'a', mountPath: '/a' }], [{ name: '${VOLUME}', emptyDir: {} }])]);
    expect(faultsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toEqual([
      `notCheckable: ${POD}/volumes/0/name holds a placeholder that something replaces before the API server sees it`,
    ]);
  });
});

describe('a label', () => {
  finds([
    [
      'a value with a space, on the pod template',
      workload({}, {}, { team: 'Machine Learning' }),
      '/spec/template/metadata/labels/team labels has "Machine Learning" for team, which is no label value',
    ],
    [
      'a key with a space, on the pod template',
      workload({}, {}, { 'x y': '1' }),
      '/spec/template/metadata/labels/x y labels has "x y", which is no label key',
    ],
    [
      'a value on the object',
      { ...workload(), metadata: { name: 'bert', labels: { team: '-' } } },
      '/metadata/labels/team labels has "-" for team, which is no label value',
    ],
    [
      'a key of an annotation',
      workload({}, {}, {}, { annotations: { 'a/b/c': '' } }),
      '/spec/template/metadata/annotations/a~1b~1c annotations has "a/b/c", which is no key of an annotation',
    ],
  ]);
  passes([
    ['an empty value, and one of 63 characters', workload({}, {}, { a: '', 'example.com/b': 'x'.repeat(63) })],
    [
      'an annotation with any value, and capitals in its key',
      workload({}, {}, {}, { annotations: { 'A.b/c': 'x y' } }),
    ],
  ]);

  it('is left open where it holds a placeholder', () => {
    const report = judgeObjects([{ ...workload(), metadata: { name: 'bert', labels: { team: '${TEAM NAME}' } } }]);
    expect(faultsOf(report, ID)).toEqual([]);
    expect(reasonsOf(report, ID)).toHaveLength(1);
  });
});

describe('an amount', () => {
  const RESOURCES = `${SERVER}/resources`;
  finds([
    [
      'more memory requested than allowed',
      amounts({ memory: '2Gi' }, { memory: '1Gi' }),
      `${RESOURCES}/requests/memory memory: the request 2Gi is above the limit 1Gi`,
    ],
    [
      'a CPU written otherwise',
      amounts({ cpu: '1500m' }, { cpu: 1 }),
      `${RESOURCES}/requests/cpu cpu: the request 1500m is above the limit 1`,
    ],
    [
      'huge pages that are not their limit',
      amounts({ 'hugepages-2Mi': '2Mi', cpu: '1' }, { 'hugepages-2Mi': '4Mi' }),
      `${RESOURCES}/requests/hugepages-2Mi hugepages-2Mi: the request 2Mi is not the limit 4Mi`,
    ],
    ['a negative request', amounts({ cpu: '-1' }, {}), `${RESOURCES}/requests/cpu cpu: -1 is negative`],
    ['a resource that is none', amounts({}, { gpu: 1 }), `${RESOURCES}/limits/gpu gpu is no resource of a container`],
  ]);
  passes([
    ['a request below the limit', amounts({ memory: '1Gi', cpu: '500m' }, { memory: '1.5Gi', cpu: '1' })],
    ['a request that is the limit', amounts({ memory: '1024Mi' }, { memory: '1Gi' })],
    ['a request alone', amounts({ cpu: '500m', memory: '1Gi' }, {})],
  ]);

  it('that cannot be read is not judged here', () => {
    expect(faultsOf(judgeObjects([amounts({ memory: '2Gi' }, { memory: '${LIMIT}' })]), ID)).toEqual([]);
  });
});

describe('a name', () => {
  finds([
    ['of a container', workload({ name: 'Server_1' }), `${SERVER}/name "Server_1" cannot be the name of a container`],
    [
      'of a port that is too long',
      ports({ containerPort: 80, name: 'this-name-is-way-too-long' }),
      `${SERVER}/ports/0/name "this-name-is-way-too-long" cannot be the name of a port`,
    ],
    [
      'of a port without a letter',
      ports({ containerPort: 80, name: '80' }),
      `${SERVER}/ports/0/name "80" cannot be the name of a port`,
    ],
    [
      'of a port with two dashes',
      ports({ containerPort: 80, name: 'a--b' }),
      `${SERVER}/ports/0/name "a--b" cannot be the name of a port`,
    ],
    [
      'of two ports',
      ports({ containerPort: 80, name: 'http' }, { containerPort: 81, name: 'http' }),
      `${SERVER}/ports/1/name two ports of container server have the name http`,
    ],
  ]);
  passes([
    ['of a port with 15 characters', ports({ containerPort: 80, name: 'abc-efghij-mn15' })],
    [
      'of ports of two containers',
      workload(
        {},
        {
          containers: ['a', 'b'].map((name, index) => ({
            name,
            image: 'a',
            ports: [{ containerPort: 80 + index, name: 'http' }],
          })),
        },
      ),
    ],
  ]);
});

describe('a probe', () => {
  const probe = (fields: Fields, name = 'livenessProbe') => workload({ [name]: fields });
  finds([
    [
      'two handlers',
      probe({ ...HTTP, tcpSocket: { port: 80 } }, 'startupProbe'),
      `${SERVER}/startupProbe startupProbe has httpGet and tcpSocket`,
    ],
    ['no handler', probe({ periodSeconds: 5 }), `${SERVER}/livenessProbe livenessProbe says nothing to do`],
    [
      'no command',
      probe({ exec: { command: [] } }),
      `${SERVER}/livenessProbe/exec/command the exec of livenessProbe has no command`,
    ],
    [
      'several successes at start',
      probe({ ...HTTP, successThreshold: 3 }, 'startupProbe'),
      `${SERVER}/startupProbe/successThreshold successThreshold of startupProbe is 3, and must be 1`,
    ],
    [
      'a negative count',
      probe({ ...HTTP, failureThreshold: -1, successThreshold: -1 }),
      `${SERVER}/livenessProbe/failureThreshold failureThreshold of livenessProbe is -1`,
      `${SERVER}/livenessProbe/successThreshold successThreshold of livenessProbe is -1`,
    ],
    ['a port that is none', probe({ tcpSocket: { port: 0 } }), `${SERVER}/livenessProbe/tcpSocket/port port is 0`],
    [
      'a number in quotes',
      probe({ httpGet: { port: '8000' } }),
      `${SERVER}/livenessProbe/httpGet/port port is "8000", which is no name of a port`,
    ],
    [
      'a time to end of nothing',
      probe({ ...HTTP, terminationGracePeriodSeconds: 0 }),
      `${SERVER}/livenessProbe/terminationGracePeriodSeconds terminationGracePeriodSeconds of livenessProbe is 0`,
    ],
    [
      'a time to end where nothing ends',
      probe({ ...HTTP, terminationGracePeriodSeconds: 10 }, 'readinessProbe'),
      `${SERVER}/readinessProbe/terminationGracePeriodSeconds terminationGracePeriodSeconds stands in a readinessProbe, which ends no container`,
    ],
    [
      'one of an init container that ends',
      workload({}, { initContainers: [{ name: 'load', image: 'a', livenessProbe: HTTP }] }),
      `${POD}/initContainers/0/livenessProbe livenessProbe stands in an init container that ends before the others start`,
    ],
  ]);
  passes([
    ['zero, which is the default', probe({ ...HTTP, failureThreshold: 0, successThreshold: 0, periodSeconds: 0 })],
    ['several successes of readiness', probe({ ...HTTP, successThreshold: 3 }, 'readinessProbe')],
    ['a port by name, and no path', probe({ httpGet: { port: 'http' } })],
    ['a null beside a handler', probe({ ...HTTP, exec: null })],
    [
      'one of a sidecar',
      workload({}, { initContainers: [{ name: 'proxy', image: 'a', restartPolicy: 'Always', livenessProbe: HTTP }] }),
    ],
  ]);

  it('may end a container at once up to Kubernetes 1.24, which drops the field', () => {
    const object = probe({ ...HTTP, terminationGracePeriodSeconds: 0 });
    expect(faultsOf(judgeObjects([object], kubernetes('1.24')), ID)).toEqual([]);
  });
});

describe('a hook', () => {
  const hook = (preStop: Fields) => workload({ lifecycle: { preStop } });
  finds([
    [
      'two handlers',
      hook({ exec: { command: ['sleep', '3'] }, httpGet: { path: '/x', port: 80 } }),
      `${SERVER}/lifecycle/preStop the preStop hook has exec and httpGet`,
    ],
    ['no handler', hook({}), `${SERVER}/lifecycle/preStop the preStop hook says nothing to do`],
    ['no command', hook({ exec: {} }), `${SERVER}/lifecycle/preStop/exec the exec of the preStop hook has no command`],
  ]);
  passes([['a command', hook({ exec: { command: ['sleep', '3'] } })]]);
});

describe('the end of a pod', () => {
  finds([
    [
      'never to start again',
      workload({}, { restartPolicy: 'Never' }),
      `${POD}/restartPolicy restartPolicy is Never, and must be Always`,
    ],
    [
      'a deadline',
      workload({}, { activeDeadlineSeconds: 60 }),
      `${POD}/activeDeadlineSeconds activeDeadlineSeconds is set, which only a Job may do`,
    ],
  ]);
  passes([
    ['to start again', workload({}, { restartPolicy: 'Always' })],
    [
      'a negative grace period, which the kubelet reads as one second',
      workload({}, { terminationGracePeriodSeconds: -5 }),
    ],
  ]);
});
