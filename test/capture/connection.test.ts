import { writeFileSync } from 'node:fs';
import { CaptureFault } from '../../src/capture/capture-fault';
import { withoutSecrets } from '../../src/capture/connection';
import { progressText } from '../../src/capture/progress';
import { type ConnectionSettings, readConnection } from '../../src/capture/read-connection';
import { delayBefore, withRetries } from '../../src/capture/retry';
import { InputError } from '../../src/source/input-error';
import { inEmptyFolder } from '../cli/run';

inEmptyFolder();

const read = (settings: Partial<ConnectionSettings> = {}, environment: Record<string, string> = {}) =>
  readConnection({ url: 'http://h:9090', timeoutMs: 1000, ...settings }, environment);

describe('readConnection', () => {
  it.each([
    ['http://h:9090/', 'http://h:9090', 'h:9090'],
    ['http://h/prometheus/api/v1/', 'http://h/prometheus', 'h'],
    ['https://h/api/v1/prometheus/t0ken/1/2/cn-beijing', 'https://h/api/v1/prometheus/t0ken/1/2/cn-beijing', 'h'],
  ])('takes the address %s', (url, endpoint, host) => expect(read({ url })).toMatchObject({ endpoint, host }));

  it('takes credentials, tenant and headers from the environment', () => {
    const environment = {
      FORESAIL_PROMETHEUS_URL: 'http://other',
      FORESAIL_PROMETHEUS_TOKEN: 'token',
      FORESAIL_PROMETHEUS_TENANT: 'team-a',
      FORESAIL_PROMETHEUS_HEADERS: 'X-One: 1\n\n# a comment\nX-Two:2',
    };
    expect(readConnection({ timeoutMs: 1 }, environment)).toMatchObject({
      endpoint: 'http://other',
      headers: { Authorization: 'Bearer token', 'X-Scope-OrgID': 'team-a', 'X-One': '1', 'X-Two': '2' },
    });
    const basic = { FORESAIL_PROMETHEUS_USERNAME: 'u', FORESAIL_PROMETHEUS_PASSWORD: 'p:w' };
    expect(read({}, basic).basicAuth).toEqual({ username: 'u', password: 'p:w' });
  });

  it('takes them from files', () => {
    writeFileSync('token', 't0ken\n');
    writeFileSync('basic', 'user:pass:word\n');
    writeFileSync('headers', 'X-A: b\r\n');
    expect(read({ tokenFile: 'token', headersFile: 'headers' }).headers).toEqual({
      'X-A': 'b',
      Authorization: 'Bearer t0ken',
    });
    expect(read({ basicAuthFile: 'basic' }).basicAuth).toEqual({ username: 'user', password: 'pass:word' });
  });

  it.each<[string, Partial<ConnectionSettings>, Record<string, string>, string]>([
    ['no address', { url: '' }, {}, 'no address that begins'],
    ['another protocol', { url: 'ftp://h' }, {}, 'no address that begins'],
    ['credentials in the address', { url: 'http://me:hunter22@h' }, {}, '--url holds credentials'],
    ['a user in the address', { url: 'http://hunter22@h' }, {}, '--url holds credentials'],
    ['a query in the address', { url: 'http://h/?token=hunter22' }, {}, 'a query or a fragment'],
    [
      'two kinds of credentials',
      {},
      { FORESAIL_PROMETHEUS_TOKEN: 'hunter22', FORESAIL_PROMETHEUS_USERNAME: 'u', FORESAIL_PROMETHEUS_PASSWORD: 'p' },
      'both a bearer token and a user',
    ],
    ['a user without password', {}, { FORESAIL_PROMETHEUS_USERNAME: 'u' }, 'is missing'],
    [
      'a header without name',
      {},
      { FORESAIL_PROMETHEUS_HEADERS: 'X: 1\nhunter22' },
      'line 2 of FORESAIL_PROMETHEUS_HEADERS is no header',
    ],
    [
      'a token of two lines',
      {},
      { FORESAIL_PROMETHEUS_TOKEN: 'hunter22\nX: y' },
      'characters that a header cannot carry',
    ],
    ['a certificate without key', { certFile: 'x' }, {}, 'one of them is missing'],
    ['a token file that is not there', { tokenFile: 'nowhere' }, {}, 'nowhere cannot be read'],
  ])('refuses %s, without repeating it', (_, settings, environment, message) => {
    let error: unknown;
    try {
      read(settings, environment);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toContain(message);
    expect((error as InputError).message + (error as InputError).help).not.toContain('hunter22');
  });

  it('stars out every secret of a text, in each form that it goes over the line', () => {
    const connection = read(
      { url: 'http://h/api/v1/prometheus/abcdefghijklmnopqrst' },
      {
        FORESAIL_PROMETHEUS_USERNAME: 'u',
        FORESAIL_PROMETHEUS_PASSWORD: 'p/w d',
        FORESAIL_PROMETHEUS_HEADERS: 'X-Key: Token abc123',
      },
    );
    const base64 = Buffer.from('u:p/w d').toString('base64');
    expect(
      withoutSecrets(`p/w d, p%2Fw%20d, ${base64}, Token abc123, abc123, /abcdefghijklmnopqrst/`, connection),
    ).toBe('***, ***, ***, ***, ***, /***/');
  });
});

describe('withRetries', () => {
  const passing = new CaptureFault('status', '', 503, 7000);

  it('waits twice as long each time, or as long as the server asks for, and never more than a minute', async () => {
    const waits: number[] = [];
    const policy = { retries: 3, delayMs: 500, sleep: async (ms: number) => void waits.push(ms) };
    await expect(withRetries(() => Promise.reject(new CaptureFault('cut', '')), policy)).rejects.toThrow(CaptureFault);
    expect(waits).toEqual([500, 1000, 2000]);
    expect(delayBefore(0, 500, passing.retryAfterMs)).toBe(7000);
    expect(delayBefore(20, 500)).toBe(60_000);
  });

  it.each([
    ['401', new CaptureFault('status', '', 401)],
    ['a web page', new CaptureFault('not-json', '')],
    ['a mistake of ours', new TypeError('x')],
  ])('does not repeat after %s', async (_, fault) => {
    let asked = 0;
    const ask = () => Promise.reject(fault).finally(() => void asked++);
    await expect(withRetries(ask, { retries: 9, delayMs: 0, sleep: async () => {} })).rejects.toBe(fault);
    expect(asked).toBe(1);
  });
});

describe('progressText', () => {
  const base = {
    phase: 'samples' as const,
    series: { done: 3, all: 12 },
    samples: 1_250_000,
    share: 0.25,
    elapsedMs: 5000,
    freshSamples: 1_250_000,
    freshShare: 0.25,
  };

  it.each([
    [base, 'samples, 3/12 series, 1.3 M samples, 250.0 k/s, 15 s left'],
    [
      { ...base, share: 0.75, freshShare: 0.25, freshSamples: 400 },
      'samples, 3/12 series, 1.3 M samples, 80/s, 5 s left',
    ],
    [{ ...base, share: 1, freshShare: 1 }, 'samples, 3/12 series, 1.3 M samples, 250.0 k/s'],
    [
      { ...base, phase: 'stale markers' as const, share: 0.01, freshShare: 0.01 },
      'stale markers, 3/12 series, 1.3 M samples, 9 min left',
    ],
    [{ ...base, phase: 'discovery' as const }, 'looking for series: 3 found'],
  ])('%#', (progress, text) => expect(progressText(progress)).toBe(text));
});
