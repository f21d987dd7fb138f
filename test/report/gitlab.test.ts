import { formatGitlab } from '../../src/report/gitlab';
import { diagnostic, evilInputErrors, evilReport, inputErrors, sampleReport } from './sample-report';

const issuesOf = (...args: Parameters<typeof formatGitlab>) => JSON.parse(formatGitlab(...args));

describe('formatGitlab', () => {
  it('gives an issue per finding', () => {
    expect(issuesOf(sampleReport())).toEqual([
      {
        description:
          'HorizontalPodAutoscaler default/a: minReplicas is 5, and maxReplicas is 2 (east). Lower minReplicas or raise maxReplicas.',
        check_name: 'hpa/min-greater-than-max',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: 'critical',
        location: { path: 'manifests/a.yaml', lines: { begin: 4 } },
      },
    ]);
  });

  it('is an empty list where nothing was found', () => {
    expect(formatGitlab(sampleReport({ diagnostics: [] }))).toBe('[]\n');
  });

  it.each([
    ['error', 'critical'],
    ['warning', 'minor'],
    ['info', 'info'],
  ] as const)('gives an %s the severity %s', (severity, expected) => {
    expect(issuesOf(sampleReport({ diagnostics: [diagnostic({ severity })] }))[0].severity).toBe(expected);
  });

  it('gives no two issues one fingerprint: GitLab would show one of them', () => {
    const diagnostics = [
      diagnostic(),
      diagnostic(),
      diagnostic({ cluster: 'west' }),
      diagnostic({ check: 'hpa/admission' }),
    ];
    const issues = issuesOf(sampleReport({ diagnostics }), inputErrors());
    expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(7);
  });

  it('gives input that could not be read an issue of the highest severity', () => {
    expect(issuesOf(sampleReport(), inputErrors())[0]).toMatchObject({
      description: 'this YAML cannot be read. Mend it.',
      check_name: 'input/yaml',
      severity: 'blocker',
      location: { path: 'manifests/a.yaml', lines: { begin: 3 } },
    });
  });

  it('has no control character in a description', () => {
    const issues = issuesOf(evilReport(), evilInputErrors());
    expect(issues).toHaveLength(4);
    for (const { description } of issues) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
      expect(description).not.toMatch(/[\u0000-\u001f\u202e]/);
    }
  });
});
