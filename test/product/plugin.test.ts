import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const CDK8S = join(ROOT, 'node_modules', '.bin', 'cdk8s');
const PLUGIN = join(ROOT, 'lib', 'plugin');
const NO_NETWORK = join(__dirname, 'no-network.js');

/** Writes its manifests as a cdk8s app does: into the folder that the command names. */
const APP = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join, dirname } = require('node:path');
for (const [name, text] of Object.entries(JSON.parse(readFileSync('manifests.json', 'utf8')))) {
  const path = join(process.env.CDK8S_OUTDIR, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec: {containers: [{name: a, image: a, resources: {requests: {cpu: 1}}}]}
`;
const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  minReplicas: 1
  maxReplicas: 2
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]
`;

interface Synthesis {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `cdk8s synth` with the built plugin over an app that writes these manifests. */
function synth(manifests: { readonly [name: string]: string }, properties = '{}'): Synthesis {
  const folder = mkdtempSync(join(tmpdir(), 'foresail-plugin-'));
  try {
    writeFileSync(join(folder, 'app.js'), APP);
    writeFileSync(join(folder, 'manifests.json'), JSON.stringify(manifests));
    writeFileSync(
      join(folder, 'cdk8s.yaml'),
      `language: typescript
app: node app.js
output: dist
validations:
  - package: ${PLUGIN}
    class: ForesailValidation
    version: 0.1.0
    properties: ${properties}
`,
    );
    const { status, stdout, stderr } = spawnSync(CDK8S, ['synth', '--no-check-upgrade'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, NODE_OPTIONS: `--require ${NO_NETWORK}` },
    });
    return { status, stdout, stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('cdk8s synth with the plugin, with the network closed', () => {
  it('ends with 0 for manifests without a finding', () => {
    const { status, stdout, stderr } = synth({ 'a.k8s.yaml': `${DEPLOYMENT}---\n${HPA}` });
    expect(stderr).toBe('');
    expect(stdout).toContain('0 errors, 0 warnings, 0 infos');
    expect(stdout).toContain('Validations ended succesfully');
    expect(status).toBe(0);
  });

  it('ends with 2 for a finding, and tells place, message and remedy', () => {
    const broken = HPA.replace('minReplicas: 1', 'minReplicas: 5');
    const { status, stdout } = synth({ 'team/a.k8s.yaml': DEPLOYMENT, 'team/hpa.k8s.yaml': broken });
    expect(stdout).toContain('hpa/min-greater-than-max (1 occurrences)');
    expect(stdout).toContain('- Manifest Path: dist/team/hpa.k8s.yaml');
    expect(stdout).toContain('- Resource Name: HorizontalPodAutoscaler default/a');
    expect(stdout).toContain('> /spec/minReplicas (line 6, column 16)');
    expect(stdout).toContain('Recommendation: error: minReplicas is 5, and maxReplicas is 2');
    expect(stdout).toContain('How to fix: Lower minReplicas or raise maxReplicas.');
    expect(status).toBe(2);
  });

  it('ends with 2 for what could not be checked', () => {
    const { status, stdout } = synth({ 'hpa.k8s.yaml': HPA });
    expect(stdout).toMatch(/: hpa\/target-not-found, /);
    expect(stdout).toContain('Recommendation: not checked: Deployment default/a is not among the files');
    expect(status).toBe(2);
  });

  it('ends with 2 and without a stack trace for a snapshot that is missing', () => {
    const { status, stdout, stderr } = synth({ 'a.k8s.yaml': DEPLOYMENT }, '{snapshot: none.promsnap.gz}');
    expect(stdout).toContain('- Manifest Path: none.promsnap.gz');
    expect(stdout).toContain('Recommendation: there is no such file');
    expect(stdout).toContain('How to fix: Check the path of the snapshot.');
    expect(`${stdout}${stderr}`).not.toMatch(/^ {4}at /m);
    expect(status).toBe(2);
  });

  it('ends with 2 and without a stack trace for a property that does not exist', () => {
    const { status, stdout, stderr } = synth({ 'a.k8s.yaml': DEPLOYMENT }, '{snapshots: a}');
    expect(stdout).toContain('has an unknown property "snapshots"; did you mean "snapshot"?');
    expect(`${stdout}${stderr}`).not.toMatch(/^ {4}at /m);
    expect(status).toBe(2);
  });
});
