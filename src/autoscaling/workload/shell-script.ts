const SHELL = /^(?:.*\/)?(?:sh|bash|dash|zsh|ash)$/;
const OPTION = /^[-+]/;
/** `-c`, also among others: `-lc`, `-euxc`. */
const READS_SCRIPT = /^-[a-zA-Z]*c[a-zA-Z]*$/;
/** An option that the next word belongs to, such as `-o pipefail`, also among others: `-euo pipefail`. */
const TAKES_WORD = /^(?:[-+][a-zA-Z]*[oO]|--rcfile|--init-file)$/;
/** What nobody but a shell is given first, where the entry point of the image is one. */
const SHELL_OPTION_FIRST = /^-[abefhilmnuvx]*c$/;

/**
 * The index of the text that a shell runs, among the words of a container's command and arguments. Words behind it are not
 * heard by what the script starts. Undefined where no shell runs a text: a `-c` alone may be any program's.
 */
export function scriptIndex(words: readonly string[]): number | undefined {
  if (SHELL_OPTION_FIRST.test(words[0] ?? '')) return afterOptions(words, 0);
  for (const [index, word] of words.entries()) {
    const script = SHELL.test(word) ? afterOptions(words, index + 1) : undefined;
    if (script !== undefined) return script;
  }
  return undefined;
}

/** The first word behind a shell's options, where one of them says that it is a script. */
function afterOptions(words: readonly string[], first: number): number | undefined {
  let index = first;
  let readsScript = false;
  for (let word = words[index]; word !== undefined && OPTION.test(word); word = words[index]) {
    index += TAKES_WORD.test(word) ? 2 : 1;
    if (word === '--') break;
    readsScript ||= READS_SCRIPT.test(word);
  }
  return readsScript ? index : undefined;
}
