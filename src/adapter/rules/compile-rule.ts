import { type ApiResource, findResource } from '../../kubernetes/resource-table';
import { didYouMean } from '../../source/nearest';
import { type Pointer, pointer } from '../../source/pointer';
import { compileFilter, type NameFilter } from './filters';
import { compileLabelTemplate, type LabelTemplate } from './label-template';
import { isLoadFault, type LoadFault } from './load-error';
import { compileNaming, type RuleNaming } from './naming';
import { ResourceAssociation, resourceKey } from './resource-association';
import { isTemplate, parseTemplate, type Template } from './template';
import type { AdapterRule, GroupResource, ResourceMapping } from './types';

/** The parts of a rule, ready for use. */
export interface RuleParts {
  readonly filters: readonly NameFilter[];
  readonly naming: RuleNaming;
  readonly association: ResourceAssociation;
  readonly query: Template;
}

/** Adds a fault at a path that starts at the rule. */
export type ReportFault = (path: Pointer, fault: LoadFault) => void;

/** Compiles a rule; undefined where anything in it keeps the adapter from starting. All faults are reported. */
export function compileRule(
  rule: AdapterRule,
  table: readonly ApiResource[],
  report: ReportFault,
): RuleParts | undefined {
  const filters = (rule.seriesFilters ?? []).map((filter, index) =>
    accept(compileFilter(filter), filterPath(filter, index), report),
  );
  const naming = accept(compileNaming(rule.name), rule.name?.matches === undefined ? '/name' : '/name/matches', report);
  const association = compileAssociation(rule.resources ?? {}, table, '/resources', report);
  const query = compileQuery(rule.metricsQuery, '/metricsQuery', report);
  if (!naming || !association || !query || filters.includes(undefined)) return undefined;
  return { filters: filters.filter((filter) => filter !== undefined), naming, association, query };
}

function filterPath({ is = '', isNot = '' }: { is?: string; isNot?: string }, index: number): Pointer {
  const field = (is === '') === (isNot === '') ? [] : [is === '' ? 'isNot' : 'is'];
  return pointer('seriesFilters', index, ...field);
}

function accept<T extends object>(result: T | LoadFault, path: Pointer, report: ReportFault): T | undefined {
  if (!isLoadFault(result)) return result;
  report(path, result);
  return undefined;
}

/** Compiles `resources`, of a rule or of a resource rule. */
export function compileAssociation(
  { template = '', overrides = {} }: ResourceMapping,
  table: readonly ApiResource[],
  path: Pointer,
  report: ReportFault,
): ResourceAssociation | undefined {
  let sound = true;
  let labelTemplate: LabelTemplate | undefined;
  if (template !== '') {
    labelTemplate = accept(compileLabelTemplate(template), `${path}/template`, report);
    sound = labelTemplate !== undefined;
  }
  const resolved = new Map<string, ApiResource>();
  for (const [label, groupResource] of Object.entries(overrides)) {
    const resource = findResource(groupResource, table);
    if (resource) resolved.set(label, resource);
    else {
      report(path + pointer('overrides', label, 'resource'), unknownResource(groupResource, table));
      sound = false;
    }
  }
  return sound ? new ResourceAssociation(resolved, labelTemplate, table) : undefined;
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  cm: 'configmap',
  cj: 'cronjob',
  deploy: 'deployment',
  ds: 'daemonset',
  ep: 'endpoints',
  hpa: 'horizontalpodautoscaler',
  ing: 'ingress',
  no: 'node',
  ns: 'namespace',
  po: 'pod',
  pv: 'persistentvolume',
  pvc: 'persistentvolumeclaim',
  rc: 'replicationcontroller',
  rs: 'replicaset',
  sts: 'statefulset',
  svc: 'service',
};

function unknownResource({ group = '', resource }: GroupResource, table: readonly ApiResource[]): LoadFault {
  const named = resource === '' ? 'an empty name' : `"${resourceKey({ group, resource })}"`;
  const short = Object.hasOwn(SHORT_NAMES, resource) ? SHORT_NAMES[resource] : undefined;
  const singulars = table.filter((entry) => entry.group.startsWith(group)).map(({ singular }) => singular);
  return {
    code: 'L9',
    message: `${named} is no resource that is known${short === undefined ? didYouMean(resource, singulars) : ''}`,
    help:
      short === undefined
        ? 'use the singular or plural name; for a custom resource declare it, and install its definition before the adapter starts'
        : `short names are not read here: write ${short}`,
  };
}

/** Reads a query template. */
export function compileQuery(text: string, path: Pointer, report: ReportFault): Template | undefined {
  const template = parseTemplate(text);
  if (isTemplate(template)) return template;
  const bare = /function "(Series|LabelMatchers|LabelValuesByName|GroupBy|GroupBySlice)" not defined/.exec(
    template.message,
  );
  report(path, {
    code: 'L10',
    message: `the query template cannot be read: ${template.message}`,
    help: bare
      ? `a field begins with a dot: write <<.${bare[1]}>>`
      : 'write Go template actions between << and >>, such as <<.Series>>; only the built-in functions exist',
    within: template,
  });
  return undefined;
}
