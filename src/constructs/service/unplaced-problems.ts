import type { ClusterContext } from '../cluster/cluster-context';
import { unmetNeeds, unmetProblem } from '../cluster/unmet-needs';
import { limitsOn } from '../gpu/pool-placement';
import { brokenRails } from '../guard-rails/guard-rail-problems';
import { railProblem } from '../guard-rails/rail-fault';
import type { AnyPolicyProps } from '../policy/policy';
import { needsOf } from '../policy/policy-needs';
import { nameProblems } from '../problems/name-problems';
import type { PolicyProblem } from '../problems/policy-error';
import { scalingProblems } from '../scaling/scaling-problems';
import { resolveResources } from './compute-resources';
import { serviceNameOf } from './service-name';
import { serviceJudges } from './service-problems';

type Judge = (policy: AnyPolicyProps) => readonly PolicyProblem[];

/**
 * What is wrong with a policy that cannot be placed, beside its shape: nothing is said of what goes with a property whose
 * shape is wrong.
 */
export function unplacedProblems(
  id: string,
  policy: AnyPolicyProps,
  shapeProblems: readonly PolicyProblem[],
  cluster: ClusterContext,
): readonly PolicyProblem[] {
  const wrong = new Set(shapeProblems.map(({ property = '' }) => /^[^.[]*/.exec(property)![0]));
  const { facts, guardRails } = cluster;
  const judges: readonly Judge[] = [
    ...serviceJudges(id, facts, ({ gpu, pool, resources }) =>
      resolveResources(limitsOn(gpu, pool, facts.gpuPools), resources),
    ),
    ({ namespace = 'default' }) => nameProblems({ namespace }),
    (props) => scalingProblemsOf(id, props, cluster),
    ({ gpu, scaling }) => unmetNeeds(needsOf(gpu, scaling), cluster).map(unmetProblem),
    ...(guardRails ? brokenRails(id, facts.labelConvention, guardRails.rails) : []).map(
      (faultsOf): Judge =>
        (props) =>
          faultsOf(props).map((fault) => railProblem(fault, guardRails!.rails, cluster.name)),
    ),
  ];
  return judges.flatMap((judge) => judgedWithout(wrong, policy, judge));
}

function scalingProblemsOf(id: string, policy: AnyPolicyProps, cluster: ClusterContext): readonly PolicyProblem[] {
  const { gpu, scaling, startup } = policy;
  const { definition } = scaling;
  return [
    ...(definition.name === undefined ? [] : nameProblems({ 'scaling.name': definition.name })),
    ...scalingProblems(definition, {
      gpu,
      cluster,
      startupSeconds: startup?.expected.toSeconds({ integral: false }),
      identity: { container: id, service: serviceNameOf(id, policy) },
    }),
  ];
}

/** What a judge says who reads none of the properties that are wrong. Which ones it reads shows only while it does. */
function judgedWithout(
  wrong: ReadonlySet<PropertyKey>,
  policy: AnyPolicyProps,
  judge: Judge,
): readonly PolicyProblem[] {
  const readsWrong = new Error('reads a property whose shape is wrong');
  const readable = new Proxy(policy, {
    get(target, property) {
      if (wrong.has(property)) throw readsWrong;
      return Reflect.get(target, property);
    },
  });
  try {
    return judge(readable);
  } catch (error) {
    if (error === readsWrong) return [];
    throw error;
  }
}
