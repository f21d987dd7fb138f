import { ApplicationIntelligence, type ApplicationIntelligenceProps, PolicyApp } from '../../../src/index';
import { errorsOf, filesOf, objectsIn, sampleCluster } from '../sample';

const setUp = (props: ApplicationIntelligenceProps, substitutions: readonly string[] = []) => {
  const app = new PolicyApp();
  new ApplicationIntelligence(sampleCluster(app, { substitutions }), 'application-intelligence', props);
  return app;
};
const url = 'http://cn-shanghai-intranet.arms.aliyuncs.com:9090/api/v1/prometheus/da9d7dece901db4c9fc7f5b';

describe('application-intelligence', () => {
  it('is the ConfigMap that AHPA reads', () => {
    const app = setUp(
      {
        prometheusUrl: url,
        token: '${AHPA_TOKEN}',
        prometheusWriterUrl: 'http://writer:9090/api/v3/write',
        prometheusWriterAk: '${AHPA_AK}',
        prometheusWriterSk: '${AHPA_SK}',
      },
      ['AHPA_TOKEN', 'AHPA_AK', 'AHPA_SK'],
    );
    const file = filesOf(app).get('prod/manifests/kube-system/application-intelligence.k8s.yaml');
    expect(objectsIn(file).ConfigMap).toMatchObject({
      metadata: { name: 'application-intelligence', namespace: 'kube-system' },
      data: {
        prometheusUrl: url,
        token: '${AHPA_TOKEN}',
        prometheus_writer_url: 'http://writer:9090/api/v3/write',
        prometheus_writer_ak: '${AHPA_AK}',
        prometheus_writer_sk: '${AHPA_SK}',
      },
    });
  });

  it.each<[string, ApplicationIntelligenceProps, string, string]>([
    ['an address that is not filled in', { prometheusUrl: 'http://' }, 'url-invalid', 'prometheusUrl'],
    ['a token that is written out', { prometheusUrl: url, token: 'eyJhbGciOi' }, 'secret-literal', 'token'],
    [
      'a key that is written out',
      { prometheusUrl: url, prometheusWriterSk: 'abc${B}' },
      'secret-literal',
      'prometheusWriterSk',
    ],
    ['a placeholder that nobody declares', { prometheusUrl: '${URL}' }, 'substitution-undeclared', 'prometheusUrl'],
    [
      'a placeholder within an address',
      { prometheusUrl: 'http://${HOST}:9090' },
      'substitution-undeclared',
      'prometheusUrl',
    ],
    ['an empty placeholder', { prometheusUrl: 'http://host/${}' }, 'placeholder-invalid', 'prometheusUrl'],
    ['a default in a placeholder', { prometheusUrl: 'http://${B:-host}' }, 'placeholder-invalid', 'prometheusUrl'],
    ['a token as a default', { prometheusUrl: url, token: '${B:-s3cret-token}' }, 'secret-literal', 'token'],
    ['a password in the address', { prometheusUrl: 'http://me:pass@x:9090' }, 'url-invalid', 'prometheusUrl'],
    ['a user in the address', { prometheusUrl: 'https://me@x:9090' }, 'url-invalid', 'prometheusUrl'],
    ['a placeholder as password', { prometheusUrl: 'http://me:${B}@x' }, 'url-invalid', 'prometheusUrl'],
  ])('refuses %s', (_, props, code, property) => {
    const errors = errorsOf(setUp(props, ['B']));
    expect(errors).toMatchObject([{ code, property }]);
  });

  it('never repeats what may be a secret or an identifier', () => {
    const secrets = errorsOf(setUp({ prometheusUrl: 'htp://account-1581204543170', token: 'eyJhbGciOi' }));
    expect(secrets).toHaveLength(2);
    for (const { message, value } of secrets) expect(`${message} ${value}`).not.toMatch(/eyJ|1581204543170/);
  });

  it.each([
    { prometheusUrl: url, token: '${T:-s3cret-token}' },
    { prometheusUrl: url, token: 's3cret-token ${T}' },
    { prometheusUrl: 'http://${T:-s3cret-token}/api' },
    { prometheusUrl: 'http://me:s3cret-token@x:9090' },
    { prometheusUrl: url, prometheusWriterUrl: 'http://s3cret-token@x:9090' },
  ])('repeats no secret of %j', (props) => {
    const errors = errorsOf(setUp(props));
    expect(errors.length).toBeGreaterThan(0);
    for (const { message, value, allowed } of errors) expect(`${message} ${value} ${allowed}`).not.toContain('s3cret');
  });

  it('takes an @ behind the host for a part of the path', () => {
    expect(errorsOf(setUp({ prometheusUrl: 'http://x:9090/team@eu?a=b@c' }))).toEqual([]);
  });

  it('stands once in a cluster', () => {
    const app = new PolicyApp();
    const cluster = sampleCluster(app);
    for (const id of ['a', 'b']) new ApplicationIntelligence(cluster, id, { prometheusUrl: url });
    expect(errorsOf(app)).toMatchObject([{ code: 'duplicate-object', path: 'prod/b/Resource' }]);
  });
});
