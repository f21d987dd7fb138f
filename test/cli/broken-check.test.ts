import { CHECKS } from '../../src/checks/registry';
import { deployment, yamlOf } from '../checks/sample-manifests';
import { inEmptyFolder, run, write } from './run';

inEmptyFolder();

it('a check that breaks is named, and hides nothing of the others', async () => {
  const broken = CHECKS.find(({ id }) => id === 'workload/gpu-limit-missing')!;
  jest.spyOn(broken, 'run').mockImplementation(() => {
    throw new TypeError('no such thing');
  });
  write({ 'bert.yaml': yamlOf(deployment({ spec: { replicas: -1 } })) });
  const { code, out, err } = await run('validate . --format json');
  const report = JSON.parse(out);
  expect(code).toBe(3);
  expect(report.diagnostics.map(({ check }: { readonly check: string }) => check)).toContain('workload/admission');
  expect(report.notChecked).toContainEqual(
    expect.objectContaining({
      check: 'workload/gpu-limit-missing',
      outcome: 'notCheckable',
      reason: 'the check broke: TypeError: no such thing',
    }),
  );
  expect(err).toMatch(
    /^internal fault: workload\/gpu-limit-missing of Deployment default\/bert: TypeError: no such thing\nThis is a mistake in foresail 1\.2\.3\. Please report it/,
  );
});
