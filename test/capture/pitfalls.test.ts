import { PrometheusDriver } from 'prometheus-query';
import { PrometheusClient } from '../../src/capture/prometheus-client';
import { readPieces } from '../../src/capture/read-series';
import { type LoopbackPrometheus, loopbackPrometheus, type Misbehave } from './loopback-prometheus';

/** What `prometheus-query` 3.5.1 does with answers, and that none of it reaches a snapshot. */
describe('the client, where prometheus-query itself goes wrong', () => {
  let server: LoopbackPrometheus;
  afterEach(() => server.close());

  async function both(misbehave: Misbehave) {
    server = await loopbackPrometheus(misbehave);
    const client = new PrometheusClient({ endpoint: server.url, host: 'h', headers: {}, tls: {}, timeoutMs: 5000 }, 1);
    const warned: unknown[] = [];
    const driver = new PrometheusDriver({ endpoint: server.url, warningHook: (warnings) => warned.push(warnings) });
    return { client, driver, warned };
  }

  const matrix = (values: unknown, more = '') =>
    `{"status":"success"${more},"data":{"resultType":"matrix","result":[{"metric":{"__name__":"a","__proto__":"p"},"values":${JSON.stringify(values)}}]}}`;

  it('keeps infinities, which parseFloat makes NaN of', async () => {
    const { client, driver } = await both(() => ({
      body: matrix([
        [1, '+Inf'],
        [2, '-Inf'],
        [3, 'NaN'],
        [4, '1e-07'],
      ]),
    }));
    const own = await driver.instantQuery('a[1m]', 5000);
    expect(own.result[0].values.map(({ value }: { value: number }) => value)).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      1e-7,
    ]);
    const { pieces } = readPieces((await client.query('a[1m]', 5000)).data, { from: 0, to: 5000 });
    expect([...pieces[0]!.values]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1e-7]);
    expect(Object.keys(pieces[0]!.labels)).toEqual(['__name__', '__proto__']);
    client.close();
  });

  it('hears warnings, which warningHook never does', async () => {
    const { client, driver, warned } = await both(() => ({ body: matrix([], ',"warnings":["a store is down"]') }));
    await driver.instantQuery('a', 5000);
    expect(warned).toEqual([]);
    expect((await client.query('a', 5000)).warnings).toEqual(['a store is down']);
    client.close();
  });

  it('throws errors, where plain objects are thrown', async () => {
    const { client, driver } = await both(() => ({
      status: 422,
      body: '{"status":"error","errorType":"execution","error":"too many samples"}',
    }));
    await expect(driver.instantQuery('a', 5000)).rejects.not.toBeInstanceOf(Error);
    const fault = await client.query('a', 5000).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(fault).toMatchObject({ kind: 'status', status: 422, detail: 'too many samples' });
    client.close();
  });

  it.each([
    ['an error with status 200', '{"status":"error","errorType":"x","error":"oops"}', 'oops'],
    ['an answer without data', '{"status":"success"}', 'it has no "status":"success" with data'],
  ])('names %s, which ends in a TypeError', async (_, body, detail) => {
    const { client, driver } = await both(() => ({ body }));
    await expect(driver.instantQuery('a', 5000)).rejects.toThrow(TypeError);
    await expect(client.query('a', 5000)).rejects.toMatchObject({ name: 'CaptureFault', detail });
    client.close();
  });

  it('asks at the time 0, which is taken for now', async () => {
    const { client } = await both(() => ({ body: matrix([]) }));
    await client.query('a', 0);
    expect(server.asked[0]!.parameters.get('time')).toBe('0');
    client.close();
  });

  it('makes no object of a sample: a hundred thousand of them are two columns', async () => {
    const values = Array.from({ length: 100_000 }, (_, at) => [at, String(at)]);
    const { client } = await both(() => ({ body: matrix(values) }));
    const { pieces } = readPieces((await client.query('a', 1e8)).data, { from: 0, to: 1e8 });
    expect(pieces).toHaveLength(1);
    expect(pieces[0]!.values).toBeInstanceOf(Float64Array);
    expect(pieces[0]!.values.at(-1)).toBe(99_999);
    client.close();
  });

  it('asks a long query by POST, and with the tenant and the time-out of the server', async () => {
    server = await loopbackPrometheus(() => ({ body: matrix([]) }));
    const headers = { 'X-Scope-OrgID': 'team-a' };
    const client = new PrometheusClient(
      {
        endpoint: `${server.url}/prom`,
        host: 'h',
        headers,
        basicAuth: { username: 'u', password: 'p' },
        tls: {},
        timeoutMs: 1500,
      },
      1,
    );
    await client.query(`a{b=~"${'x'.repeat(5000)}"}`, 1000);
    const [asked] = server.asked;
    expect(asked!.parameters.get('query')).toHaveLength(5008);
    expect(asked!.parameters.get('timeout')).toBe('2s');
    expect(asked!.headers).toMatchObject({
      'x-scope-orgid': 'team-a',
      authorization: `Basic ${Buffer.from('u:p').toString('base64')}`,
    });
    client.close();
  });
});
