import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions as TlsOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { evaluateInstant, PromQLError } from '../../src/promql';
import { toApiError, toApiResponse } from '../../src/promql/api-json';
import { SeriesStore } from '../../src/series/series-store';
import { selectorMatchers } from '../../src/snapshot/selector-text';
import { recordedSeries } from './recorded-series';

/** One request, as the server saw it. */
export interface Asked {
  /** Behind `/api/v1/`. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** How many came before. */
  readonly number: number;
}

/** What to do instead of a right answer: say something else, or treat the response as one likes. Nothing: answer. */
export type Misbehave = (
  asked: Asked,
  rightAnswer: () => { readonly status: number; readonly body: string },
) => Instead | undefined;

export type Instead = Reply | ((response: ServerResponse) => void);

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: string | Buffer;
}

export interface LoopbackPrometheus {
  readonly url: string;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
}

const FACTS: Readonly<Record<string, unknown>> = {
  'status/buildinfo': { version: '2.42.0', revision: 'abc' },
  'status/config': { yaml: 'global:\n  scrape_interval: 30s\n' },
  'status/flags': { 'query.lookback-delta': '5m', 'enable-feature': '' },
  metadata: { gpu_util: [{ type: 'gauge', help: 'Utilization', unit: 'percent' }] },
};

/** A Prometheus over recorded series on the loopback interface that can be told to misbehave. */
export async function loopbackPrometheus(
  misbehave: Misbehave = () => undefined,
  store: SeriesStore = SeriesStore.from(recordedSeries(), { semantics: '2.42.0' }),
  tls?: TlsOptions,
): Promise<LoopbackPrometheus> {
  const asked: Asked[] = [];
  const listener: RequestListener = (request, response) => {
    readBody(request, (body) => {
      const url = new URL(request.url!, 'http://loopback');
      const parameters = new URLSearchParams(body === '' ? url.search : body);
      const path = url.pathname.replace(/^.*\/api\/v1\//, '');
      const one: Asked = { path, parameters, headers: request.headers, number: asked.length };
      asked.push(one);
      const right = () => answer(path, parameters, store);
      const instead = misbehave(one, right);
      if (typeof instead === 'function') instead(response);
      else send(response, instead ?? gzipped(right()));
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => done(body));
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status ?? 200, { 'Content-Type': 'application/json', ...headers });
  response.end(body);
}

function gzipped({ status, body }: { readonly status: number; readonly body: string }): Reply {
  return { status, headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(body) };
}

function answer(path: string, parameters: URLSearchParams, store: SeriesStore): { status: number; body: string } {
  const success = (data: unknown) => ({ status: 200, body: JSON.stringify({ status: 'success', data }) });
  if (path in FACTS) return success(FACTS[path]);
  if (path === 'series') {
    return success(store.select(selectorMatchers(parameters.get('match[]')!)).map(({ labels }) => labels));
  }
  if (path !== 'query') return { status: 404, body: '404 page not found' };
  const time = Math.round(Number(parameters.get('time')) * 1000);
  try {
    return {
      status: 200,
      body: JSON.stringify(toApiResponse(evaluateInstant(store, parameters.get('query')!, { time }))),
    };
  } catch (error) {
    if (error instanceof PromQLError) return { status: 422, body: JSON.stringify(toApiError(error)) };
    throw error;
  }
}
