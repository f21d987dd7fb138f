import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runProgram } from '../../src/cli/program';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const start = process.cwd();
let folder = '';

/** Runs each test of a file in an empty folder of its own. */
export function inEmptyFolder(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foresail-cli-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(start);
    rmSync(folder, { recursive: true, force: true });
  });
}

export function write(files: { readonly [name: string]: string | Uint8Array }): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, content);
  }
}

/** Runs a command line with a terminal that only remembers, on 21 November 2026. */
export async function run(line: string, standardInput = ''): Promise<Outcome> {
  const printed = { out: '', err: '' };
  const code = await runProgram(
    line.split(' ').filter((word) => word !== ''),
    {
      out: (text) => {
        printed.out += text;
      },
      err: (text) => {
        printed.err += text;
      },
      color: false,
      readStandardInput: () => standardInput,
      now: () => Date.UTC(2026, 10, 21),
    },
    '1.2.3',
  );
  return { code, ...printed };
}

export async function runJson(line: string, standardInput = '') {
  const { code, out, err } = await run(`${line} --format json`, standardInput);
  return { code, err, report: JSON.parse(out) };
}

/** Nothing to find. */
export const CLEAN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: clean}\n';
/** An error: minReplicas above maxReplicas. */
export const ERROR = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: broken}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  minReplicas: 5
  maxReplicas: 2
`;
/** An info: a deprecated version, for Kubernetes 1.23 to 1.25. */
export const INFO = `apiVersion: autoscaling/v2beta2
kind: HorizontalPodAutoscaler
metadata: {name: old}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  minReplicas: 1
  maxReplicas: 2
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
`;
/** A warning: a suppression that hides nothing. */
export const WARNING = 'suppressions: [{check: hpa/min-greater-than-max, reason: a test}]\n';
