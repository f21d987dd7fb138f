import { consequenceOf, type LoadError } from '../../adapter/rules/load-error';
import type { RuleSet } from '../../fleet/rule-set';
import { asSentence } from '../../source/as-sentence';
import { defineCheck, judged } from '../check';

/** A configuration with which the adapter does not start, or starts without any rule. */
export const configInvalid = defineCheck<RuleSet>({
  id: 'adapter/config-invalid',
  severity: 'error',
  title: "the adapter's configuration does not load",
  subjects: (fleet) => fleet.ruleSets,
  run: (set) =>
    judged(
      reported(set.loaded.errors).map((error) => ({
        at: error.code === 'L12' && set.flags ? set.flags.place : { span: error.span, path: error.path },
        message: joined(error.message, consequenceText(error, set)),
        help: asSentence(error.help),
        evidence: { code: error.code },
      })),
    ),
});

/** What comes after the first break of the text follows from it; the adapter itself stops there. */
function reported(errors: readonly LoadError[]): readonly LoadError[] {
  const first = errors.find(({ code }) => code === 'L1');
  return errors.filter((error) => error.code !== 'L1' || error === first);
}

function consequenceText({ code }: LoadError, { source, dialect, dialectIsKnown }: RuleSet): string {
  const isValues = source.form === 'communityValues' || source.form === 'ackValues';
  if (code === 'L3' && isValues) return 'Helm keeps one of them, and drops the other without a word';
  if (consequenceOf(code, 'ack') === 'adapter-exits') return 'the adapter then does not start';
  if (dialect === 'ack') return 'the ACK adapter then runs without any rule';
  return dialectIsKnown
    ? 'the adapter then does not start'
    : 'the adapter then does not start, and the ACK adapter runs without any rule';
}

/** Some messages end by asking what was meant. */
function joined(message: string, consequence: string): string {
  return message.endsWith('?')
    ? `${message} ${consequence.charAt(0).toUpperCase()}${consequence.slice(1)}`
    : `${message}; ${consequence}`;
}
