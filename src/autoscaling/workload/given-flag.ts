import { scriptIndex } from './shell-script';

/** What the words of a container give a flag of its server. */
export interface GivenFlag {
  /** As it is written: `--flag=60`, or `--flag 60`. */
  readonly text: string;
  /** Empty where nothing follows the flag. */
  readonly value: string;
  /** The word in which the value stands. */
  readonly index: number;
}

/**
 * The value of a flag as the server hears it, the last where it is given twice. Undefined where it is not given, or stands
 * behind the script of a shell, which keeps it to itself.
 */
export function givenFlag(words: readonly string[], flag: string): GivenFlag | undefined {
  const script = scriptIndex(words);
  if (script === undefined) return flagAmong(words, flag, 0);
  const text = words[script] ?? '';
  // The first word behind a script is its name, `$0`.
  const passed = /\$(?:[@*]|\{[@*]\})/.test(text) ? flagAmong(words, flag, script + 2) : undefined;
  return passed ?? flagWithin(text, flag, script);
}

function flagAmong(words: readonly string[], flag: string, first: number): GivenFlag | undefined {
  const index = words.findLastIndex((word, at) => at >= first && (word === flag || word.startsWith(`${flag}=`)));
  const word = words[index];
  if (word === undefined) return undefined;
  if (word !== flag) return { text: word, value: word.slice(flag.length + 1), index };
  const value = words[index + 1];
  return value === undefined ? { text: word, value: '', index } : { text: `${word} ${value}`, value, index: index + 1 };
}

/** The flag is one of ours, never what somebody wrote. */
function flagWithin(script: string, flag: string, index: number): GivenFlag | undefined {
  const given = new RegExp(`(?<![^\\s"'=])${flag}(?:=|(?:\\s|\\\\\\n)+)["']?([^\\s"'\`;|&()<>]+)`, 'g');
  const [text, value] = [...script.matchAll(given)].at(-1) ?? [];
  return text === undefined || value === undefined ? undefined : { text, value, index };
}
