import { createSecureContext } from 'node:tls';
import { InputError } from '../source/input-error';
import { readTextFile } from '../source/read-text-file';
import type { Connection, TlsFiles } from './connection';

/** Where to find what a connection needs. Credentials come from files or the environment only: arguments are seen by everyone. */
export interface ConnectionSettings {
  /** @default FORESAIL_PROMETHEUS_URL */
  readonly url?: string;
  /** A file with a bearer token. @default FORESAIL_PROMETHEUS_TOKEN */
  readonly tokenFile?: string;
  /** A file with `user:password`. @default FORESAIL_PROMETHEUS_USERNAME and FORESAIL_PROMETHEUS_PASSWORD */
  readonly basicAuthFile?: string;
  /** A file with one `Name: value` a line. @default FORESAIL_PROMETHEUS_HEADERS, in the same form */
  readonly headersFile?: string;
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly timeoutMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'FORESAIL_PROMETHEUS_';

/**
 * Everything that is needed to reach a server.
 *
 * @throws InputError for a URL that is none or holds credentials, a file that cannot be read, or settings that contradict
 */
export function readConnection(settings: ConnectionSettings, environment: Environment): Connection {
  const setting = (name: string) => environment[PREFIX + name] || undefined;
  const url = readUrl(settings.url ?? setting('URL'));
  const token = settings.tokenFile === undefined ? setting('TOKEN') : readSecret(settings.tokenFile);
  const basicAuth = readBasicAuth(settings.basicAuthFile, setting('USERNAME'), setting('PASSWORD'));
  const headers = readHeaders(
    settings.headersFile === undefined ? (setting('HEADERS') ?? '') : readTextFile(settings.headersFile),
    settings.headersFile ?? `${PREFIX}HEADERS`,
  );
  const tenant = setting('TENANT');
  if (tenant !== undefined) headers.set('X-Scope-OrgID', checkedHeader(tenant, `${PREFIX}TENANT`));
  if (token !== undefined) {
    if (basicAuth) throw usage('there is both a bearer token and a user with password', 'Give one of them.');
    headers.set('Authorization', `Bearer ${checkedHeader(token, 'the bearer token')}`);
  }
  return {
    endpoint: endpointOf(url),
    host: url.host,
    headers: Object.fromEntries(headers),
    ...(basicAuth && { basicAuth }),
    tls: readTls(settings),
    timeoutMs: settings.timeoutMs,
  };
}

function readTls({ caFile, certFile, keyFile }: ConnectionSettings): TlsFiles {
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw usage(
      'a client certificate and its key belong together, and one of them is missing',
      'Give both --client-cert-file and --client-key-file.',
    );
  }
  const files = {
    ...(caFile !== undefined && { ca: readTextFile(caFile) }),
    ...(certFile !== undefined && { cert: readTextFile(certFile) }),
    ...(keyFile !== undefined && { key: readTextFile(keyFile) }),
  };
  try {
    createSecureContext(files);
  } catch (error) {
    throw usage(
      `the certificate files cannot be used: ${(error as Error).message}`,
      'Give PEM files: a certificate, and the key that belongs to it without a password.',
    );
  }
  return files;
}

const URL_HELP = 'Give the address in front of /api/v1, such as http://localhost:9090.';
const CREDENTIALS_HELP = `Leave them out, and set ${PREFIX}TOKEN, or ${PREFIX}USERNAME and ${PREFIX}PASSWORD, or name a file with --token-file or --basic-auth-file.`;

/** No message repeats the URL: it may hold a secret. */
function readUrl(text: string | undefined): URL {
  if (text === undefined) throw usage('the address of the server is missing', `Give --url, or set ${PREFIX}URL.`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw usage('--url is no address that begins with http:// or https://', URL_HELP);
  }
  if (url.username !== '' || url.password !== '') throw usage('--url holds credentials', CREDENTIALS_HELP);
  if (url.search !== '' || url.hash !== '') throw usage('--url has a query or a fragment', URL_HELP);
  return url;
}

/** Users copy addresses with the path of the API; it is added again. */
function endpointOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

function readSecret(path: string): string {
  const text = readTextFile(path).trim();
  if (text === '') throw new InputError('usage', `${path} is empty`, 'Write the secret into it.', path);
  return text;
}

function readBasicAuth(
  file: string | undefined,
  username: string | undefined,
  password: string | undefined,
): Connection['basicAuth'] {
  if (file === undefined) {
    if (username === undefined && password === undefined) return undefined;
    if (username !== undefined && password !== undefined) return { username, password };
    throw usage(`one of ${PREFIX}USERNAME and ${PREFIX}PASSWORD is missing`, 'Set both, or none.');
  }
  const text = readSecret(file);
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) {
    throw new InputError('usage', `${file} does not hold user:password`, 'Write both on one line, with a colon.', file);
  }
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function readHeaders(text: string, source: string): Map<string, string> {
  const headers = new Map<string, string>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      throw usage(`line ${index + 1} of ${source} is no header`, 'Write one "Name: value" on each line.');
    }
    headers.set(name, checkedHeader(value.trim(), `line ${index + 1} of ${source}`));
  });
  return headers;
}

function checkedHeader(value: string, what: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]+$/.test(value)) return value;
  throw usage(
    `${what} holds characters that a header cannot carry`,
    'Check for line breaks and characters beyond Latin-1.',
  );
}

function usage(message: string, help: string): InputError {
  return new InputError('usage', message, help);
}
