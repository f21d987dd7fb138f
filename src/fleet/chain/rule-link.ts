import { answerOf, seriesForName } from '../../adapter/rule-offer';
import { findResource } from '../../kubernetes/resource-table';
import { asSentence } from '../../source/as-sentence';
import { locationText } from '../../source/location-text';
import type { RuleLink } from '../chain';
import type { Fleet } from '../fleet';
import type { MetricRequest } from '../metric-request';
import { requestText } from '../metric-request';
import type { Obstacle } from '../obstacle';
import type { FleetRule } from '../rule-set';
import type { Supply } from '../supply';
import { broken, type EarlyEnd, open } from './step';

/** The rule that serves a request or should, and what is already known to be wrong with it. */
export interface ResolvedRule {
  readonly rule: FleetRule;
  readonly link: RuleLink;
  readonly obstacle: EarlyEnd | undefined;
}

const NAMESPACES = findResource({ resource: 'namespaces' })!;

/** Finds the rule behind a supply. */
export function resolveRule(supply: Supply, request: MetricRequest, fleet: Fleet): ResolvedRule | EarlyEnd {
  switch (supply.is) {
    case 'served':
    case 'expected':
    case 'withoutSeries':
      return resolved(supply.rule, request);
    case 'unanswered':
      return resolved(supply.rule, request, obstacleEnd(supply.obstacle, supply.rule));
    case 'declared':
      return open('rule', `foresail.yaml says that ${supply.metric.servedBy} serves it`);
    case 'builtIn':
      return open('rule', 'the ACK adapter makes it itself, from a cloud service');
    case 'otherResources':
      return broken(
        'rule',
        `the rule at ${locationText(supply.rule.place)} gives ${request.name} to ${supply.resources.join(', ') || 'no resource'} alone, and ${requestText(request)} is asked for`,
        `Map the label that names the object to ${resourceOf(request)} under resources.overrides of that rule.`,
        supply.rule.at('/resources'),
      );
    case 'missing':
      return missing(supply, request);
    case 'unknown': {
      // A rule without series: what is wrong with the series can still be said.
      const able = fleet.ruleSets
        .filter(({ loads }) => loads)
        .flatMap((set) => set.rulesFor(request.api))
        .find(({ compiled }) => canAnswer(compiled, request));
      if (able) return resolved(able, request);
      return refusedConfiguration(fleet) ?? open('rule', supply.reason);
    }
  }
}

/** The first error of the only configurations there are: with it the adapter serves nothing, and that is certain. */
function refusedConfiguration({ ruleSets }: Fleet): EarlyEnd | undefined {
  const [first] = ruleSets;
  const error = first?.loaded.errors[0];
  if (!first || !error || ruleSets.some(({ loads }) => loads)) return undefined;
  const cause = `the adapter's configuration does not load, so it serves nothing: ${error.message}`;
  return broken('rule', cause, asSentence(error.help), { span: error.span, path: error.path });
}

function canAnswer(compiled: FleetRule['compiled'], request: MetricRequest): boolean {
  const resource = request.api === 'custom' ? request.resource : undefined;
  return (
    answerOf(compiled, request.name, resource) === 'perhaps' && seriesForName(compiled, request.name) !== undefined
  );
}

function resolved(rule: FleetRule, request: MetricRequest, obstacle?: EarlyEnd): ResolvedRule {
  const { association } = rule.compiled;
  const objectLabel = request.api === 'custom' ? association.labelOf(request.resource) : undefined;
  return { rule, link: { rule, objectLabel, namespaceLabel: association.labelOf(NAMESPACES) }, obstacle };
}

function obstacleEnd(obstacle: Obstacle, rule: FleetRule): EarlyEnd {
  switch (obstacle) {
    case 'noNamespaceLabel':
      return broken(
        'query',
        'the rule maps no label to namespace, and every request of an autoscaler has one: the adapter answers 404',
        'Map the label that names the namespace under resources.overrides.',
        rule.at('/resources'),
      );
    case 'noQuery':
      return broken('query', 'the rule has no metricsQuery', 'Write metricsQuery.', rule.place);
    case 'notNamespaced':
      return broken(
        'api',
        'the adapter serves it without namespace, and an autoscaler always asks within its own',
        'Scale on a Pods metric.',
        rule.place,
      );
  }
}

function missing({ near, otherApi }: Extract<Supply, { is: 'missing' }>, request: MetricRequest): EarlyEnd {
  const entry = requestText(request);
  if (otherApi) {
    const [list, type] = request.api === 'custom' ? ['externalRules', 'External'] : ['rules', 'Pods or Object'];
    return broken(
      'rule',
      `only the rule at ${locationText(otherApi.place)} under ${list} makes ${request.name}, and that is the other metrics API`,
      `Ask for it as a metric of type ${type}, or move the rule to the other list.`,
      otherApi.place,
    );
  }
  const names = near.map((name) => `"${name}"`).join(' or ');
  return broken(
    'rule',
    `no rule serves ${entry}`,
    names === ''
      ? `Add a rule for ${request.name} to the adapter.`
      : `Did you mean ${names}? Otherwise add a rule for it to the adapter.`,
  );
}

function resourceOf(request: MetricRequest): string {
  return request.api === 'custom' ? request.resource.singular : 'namespace';
}
