import type { RuleSet } from '../../fleet/rule-set';
import { asSentence } from '../admission-fault';
import { defineCheck, judged } from '../check';

/** A configuration with which the adapter does not start, or starts without any rule. */
export const configInvalid = defineCheck<RuleSet>({
  id: 'adapter/config-invalid',
  severity: 'error',
  title: "the adapter's configuration does not load",
  subjects: (fleet) => fleet.ruleSets,
  run: ({ loaded, dialect }) =>
    judged(
      loaded.errors.map(({ code, message, help, span, path }) => ({
        at: { span, path },
        message: `${message}; ${dialect === 'ack' && STARTS_WITHOUT_RULES.has(code) ? 'the ACK adapter then runs without any rule' : 'the adapter then does not start'}`,
        help: asSentence(help),
        evidence: { code },
      })),
    ),
});

/** Source: AliyunContainerService/alibaba-cloud-metrics-adapter, which only warns where decoding fails. */
const STARTS_WITHOUT_RULES: ReadonlySet<string> = new Set(['L1', 'L2', 'L3', 'L4', 'L11']);
