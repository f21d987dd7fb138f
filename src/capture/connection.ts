/** How a server is reached. Holds credentials: never printed, never written. */
export interface Connection {
  /** Without a path of the API, credentials, query or fragment. */
  readonly endpoint: string;
  /** Host and port, for messages and the snapshot's header. Paths may carry a token, so they are not shown. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly basicAuth?: { readonly username: string; readonly password: string };
  readonly tls: TlsFiles;
  readonly timeoutMs: number;
}

/** PEM texts. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** A text with everything secret about a connection starred out. */
export function withoutSecrets(text: string, connection: Connection): string {
  return secretsOf(connection).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}

/** Longest first, so that no part of one is left. */
function secretsOf({ endpoint, headers, basicAuth }: Connection): readonly string[] {
  const headerTexts = Object.values(headers).flatMap((value) => [value, ...value.split(/\s+/)]);
  const password = basicAuth?.password ?? '';
  const pair = basicAuth ? Buffer.from(`${basicAuth.username}:${password}`).toString('base64') : '';
  const plain = [...headerTexts, password, encodeURIComponent(password), pair].filter((text) => text.length > 2);
  // An answer that quotes one in JSON escapes it.
  const secrets = plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  // Managed services put a token into the path; shorter segments are words such as "prometheus".
  const segments = new URL(endpoint).pathname.split('/').filter((segment) => segment.length >= 16);
  return [...secrets, ...segments].sort((a, b) => b.length - a.length);
}
