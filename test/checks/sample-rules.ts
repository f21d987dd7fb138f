import { stringify } from 'yaml';
import { judgeSample, type Sample } from './sample';
import { yamlOf } from './sample-manifests';

interface RuleParts {
  readonly seriesQuery?: string;
  readonly metricsQuery?: string;
  /** Labels and what they name. */
  readonly overrides?: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly namespaced?: boolean;
  readonly name?: { readonly matches?: string; readonly as?: string };
}

/** A rule that is right for series with the labels `namespace` and `pod`. */
export function rule(parts: RuleParts = {}): object {
  const { seriesQuery = 'load{pod!=""}', metricsQuery = 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)' } =
    parts;
  const { overrides = { namespace: 'namespace', pod: 'pod' }, template, namespaced, name } = parts;
  const mapped = Object.entries(overrides).map(([label, resource]) => [label, { resource }]);
  const resources = {
    ...(template !== undefined && { template }),
    ...(mapped.length > 0 && { overrides: Object.fromEntries(mapped) }),
    ...(namespaced !== undefined && { namespaced }),
  };
  return {
    seriesQuery,
    ...(Object.keys(resources).length > 0 && { resources }),
    ...(name && { name }),
    metricsQuery,
  };
}

interface Rules extends Omit<Sample, 'files'> {
  readonly rules?: readonly object[];
  readonly externalRules?: readonly object[];
  /** Manifests in a file of their own. */
  readonly objects?: readonly object[];
  readonly project?: string;
}

/** Judges an adapter configuration, `adapter.yaml`, and manifests, `sample.yaml`, with series. */
export function judgeRules({ rules = [], externalRules = [], objects = [], project, ...sample }: Rules) {
  const config = { ...(rules.length > 0 && { rules }), ...(externalRules.length > 0 && { externalRules }) };
  return judgeSample({
    files: {
      'adapter.yaml': stringify(config, { lineWidth: 0 }),
      ...(objects.length > 0 && { 'sample.yaml': yamlOf(...objects) }),
      ...(project !== undefined && { 'foresail.yaml': project }),
    },
    ...sample,
  });
}
