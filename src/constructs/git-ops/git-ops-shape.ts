import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../../kubernetes/names';
import { anything, flag, listOf, oneOf, record, type Shape, shaped } from '../problems/shape';
import { GitOps } from './git-ops';

const NAME = shaped(
  (value) => typeof value === 'string' && isDnsSubdomain(value),
  `a name: ${DNS_SUBDOMAIN_RULE}`,
  'Write the name of the object.',
);

const WORD = shaped(
  (value) => typeof value === 'string' && /^\S+$/.test(value),
  'a text without spaces',
  'Write it in quotes, or leave it out for the default.',
);

const REPOSITORY = secretless(
  shaped(
    (value) => typeof value === 'string' && /^\S+$/.test(value),
    'the address of a Git repository',
    'Write it as Argo CD knows it, such as https://git.example.com/platform/gpu-policies.git.',
  ),
);

const CHARTS = secretless(
  shaped(
    (value) => typeof value === 'string' && /^(https?|oci):\/\/[^\s/]+(\/\S*)?$/.test(value),
    'an address that begins with https://, http:// or oci://',
    'Write the address of the Helm repository, without the name of the chart.',
  ),
);

/** An address without credentials, which no message repeats. */
function secretless(shape: Shape): Shape {
  return (value, property) => {
    if (typeof value !== 'string' || !/^(https?|oci):\/\/[^/?#]*@/.test(value)) return shape(value, property);
    return [
      {
        code: 'url-invalid',
        property,
        summary: `${property} has a user name or a password in front of its host.`,
        why: 'What is compiled is plain text in Git and in every diff.',
        help: 'Take it out: the engine has credentials for repositories of its own.',
      },
    ];
  };
}

const SERVER = shaped(
  (value) => typeof value === 'string' && /^https?:\/\/[^\s@]+$/.test(value),
  'a URL that begins with https://',
  "Write the address of the API server as Argo CD knows it, or leave it out for Argo CD's own cluster.",
);

const FOLDER = shaped(
  isFolder,
  "a path in the repository such as 'dist' or 'clusters/prod', without a slash at its ends and without '..', or '.' for the root",
  "Write the folder that has the clusters' folders.",
);

/** Of letters, digits, `.`, `_`, `+` and `-` alone: Argo CD reads more signs as a pattern or a template. */
function isFolder(value: unknown): boolean {
  if (value === '.') return true;
  if (typeof value !== 'string') return false;
  return value.split('/').every((part) => /^[\p{L}\p{N}._+-]+$/u.test(part) && part !== '.' && part !== '..');
}

const SECONDS = shaped(isWholeSeconds, 'a Duration of whole seconds, at least 1', 'Write Duration.minutes(10).');

function isWholeSeconds(value: unknown): boolean {
  const duration = value as { toSeconds?: (options: object) => unknown } | null;
  if (typeof duration?.toSeconds !== 'function') return false;
  const seconds = duration.toSeconds({ integral: false });
  return Number.isInteger(seconds) && Number(seconds) >= 1;
}

const CHART = record({ repoUrl: CHARTS, version: WORD, namespace: NAME, 'releaseName?': NAME });

const ENGINES = {
  argoCd: record({
    engine: anything,
    repoUrl: REPOSITORY,
    'targetRevision?': WORD,
    'folder?': FOLDER,
    'project?': NAME,
    'namespace?': NAME,
    'server?': SERVER,
    'applications?': oneOf('cluster', 'namespace'),
    'plugin?': WORD,
    'adapterChart?': CHART,
  }),
  flux: record({
    engine: anything,
    source: record({ kind: oneOf('GitRepository', 'OCIRepository', 'Bucket'), name: NAME }),
    'folder?': FOLDER,
    'namespace?': NAME,
    'interval?': SECONDS,
    'timeout?': SECONDS,
    'substituteFrom?': listOf(record({ kind: oneOf('ConfigMap', 'Secret'), name: NAME, 'optional?': flag })),
    'adapterChart?': CHART,
  }),
};

const GIT_OPS = shaped(
  (value) => value instanceof GitOps,
  'a GitOps',
  'Write GitOps.argoCd({ repoUrl }) or GitOps.flux({ source: { kind, name } }).',
);

/** The engine of a cluster. */
export const gitOps: Shape = (value, property) => {
  const problems = GIT_OPS(value, property);
  if (problems.length > 0) return problems;
  const { definition } = value as GitOps;
  return ENGINES[definition.engine](definition, property);
};
