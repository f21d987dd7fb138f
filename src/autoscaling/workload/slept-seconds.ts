/** How long the words of a command sleep. */
export interface Slept {
  /** Infinite where the sleep never ends. */
  readonly seconds: number;
  /** Whether that is all that the command does. */
  readonly isAll: boolean;
}

const SECONDS_OF: { readonly [unit: string]: number } = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
const SLEEP = /^(?:exec\s+)?(?:\/(?:usr\/)?bin\/)?sleep((?:\s+(?:\d{1,9}(?:\.\d{1,9})?[smhd]?|inf(?:inity)?))+)$/;
/** Behind these, a later command may never run, or run beside the others. */
const BRANCHES = /[|&(){}`]|^(?:if|for|while|until|case|exec|exit|return|trap)\b/;

/** The sleeps of a command or script that surely run, one after the other. Source: GNU coreutils, sleep: several times are added. */
export function sleptSeconds(script: string): Slept {
  let seconds = 0;
  let isAll = true;
  for (const command of script.split(/;|&&|\n/).map((text) => text.trim())) {
    const [, times] = SLEEP.exec(command) ?? [];
    if (times !== undefined) seconds += secondsOf(times);
    else if (command !== '') isAll = false;
    if (BRANCHES.test(command)) break;
  }
  return { seconds, isAll: isAll && seconds > 0 };
}

function secondsOf(times: string): number {
  return times
    .trim()
    .split(/\s+/)
    .reduce((sum, time) => {
      if (time.startsWith('inf')) return Number.POSITIVE_INFINITY;
      const unit = /[smhd]$/.exec(time)?.[0] ?? '';
      return sum + Number.parseFloat(time) * SECONDS_OF[unit]!;
    }, 0);
}
