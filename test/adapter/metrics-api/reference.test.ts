import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiObjects } from '../../../src/adapter/metrics-api/api-objects';
import { metricsApi } from '../../../src/adapter/metrics-api/metrics-api';
import { loadAdapterConfig } from '../../../src/adapter/rules/load';
import { SeriesStore } from '../../../src/series/series-store';

interface Case {
  readonly name: string;
  readonly config: string;
  readonly series: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: string }[];
  readonly objects: ApiObjects;
  readonly paths: readonly string[];
  readonly answers: readonly { readonly code: number; readonly body: string }[];
}

// What the real providers answer behind the real routes; the program that asked them stands beside the file.
const { time, cases }: { readonly time: number; readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(join(__dirname, '../../reference/adapter/metrics-api/answers.json'), 'utf8'),
);

function answersOf({ config, series, objects, paths }: Case): readonly string[] {
  const store = SeriesStore.from(
    series.map(({ labels, value }) => ({ labels, timestamps: [time], values: [Number(value)] })),
  );
  const loaded = loadAdapterConfig(config);
  expect(loaded.errors).toEqual([]);
  const api = metricsApi(loaded, store, objects, { time });
  return paths.map((path) => comparable(JSON.stringify(api.get(path))));
}

/** The adapter lists in random order; and what is wrong with a selector's value it says in other words than we do. */
function comparable(body: string): string {
  const value = JSON.parse(body);
  if (value.kind === 'APIResourceList') {
    value.resources.sort((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1));
  }
  if (value.kind === 'Status') value.message = value.message.replace(/Invalid value: .*$/, 'Invalid value');
  return JSON.stringify(value);
}

/** Where no route leads, the server's answer is plain text, and kubectl makes a Status of it. */
const NO_ROUTE = JSON.stringify({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'the server could not find the requested resource',
  reason: 'NotFound',
  code: 404,
});

describe("the adapter's own answers, byte for byte", () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const expected = one.answers.map(({ code, body }) => {
      if (body.startsWith('{')) return comparable(body);
      expect(code).toBe(404);
      return NO_ROUTE;
    });
    const given = answersOf(one);
    expect(one.paths.map((path, index) => [path, given[index]])).toEqual(
      one.paths.map((path, index) => [path, expected[index]]),
    );
  });

  it('are at least 300', () => {
    expect(cases.flatMap(({ paths }) => paths).length).toBeGreaterThanOrEqual(300);
  });
});
