import type { SourceFile } from '../source/source-file';

/** How the name of a credential ends, in YAML, JSON, variables and options. */
const SECRET_NAME =
  '(?:token|_ak|_sk|password|passwd|pwd|secret|authorization|credentials?|(?:api|private|access)[-_]?key(?:[-_]?(?:id|secret))?)';

/** A name and what stands behind it to the end of the line: `token: x`, `"apiKey":"x"`, `--api-key=x`, `[--token, x]`. */
const NAMED_VALUE = new RegExp(`(${SECRET_NAME}["']?[ \\t]*[:=,][ \\t]*)(\\S.*)$`, 'i');
const OPTION_VALUE = new RegExp(`(--?[\\w-]*${SECRET_NAME}[ \\t]+)(\\S.*)$`, 'i');

/** The name of a variable, whose value stands in a field beside it. */
const VARIABLE_NAME = new RegExp(
  `^[ \\t{-]*["']?name["']?[ \\t]*:[ \\t]*["']?[\\w.-]*${SECRET_NAME}["']?[ \\t]*,?[ \\t]*$`,
  'i',
);
const VARIABLE_VALUE = /^([ \t-]*["']?value["']?[ \t]*:[ \t]*)(\S.*)$/i;
const VARIABLE_IN_ONE_LINE = new RegExp(
  `(name["']?[ \\t]*:[ \\t]*["']?[\\w.-]*${SECRET_NAME}["']?[ \\t]*,[ \\t]*["']?value["']?[ \\t]*:[ \\t]*)(\\S.*)$`,
  'i',
);

/** The key above a value that fills lines of its own. */
const BLOCK_KEY = new RegExp(`${SECRET_NAME}["']?[ \\t]*:[ \\t]*(?:[|>][-+0-9]*|["'].*)?[ \\t]*(?:#.*)?$`, 'i');
const HAS_KEY = /^[ \t-]*["']?[\w./-]+["']?[ \t]*:(?:[ \t]|$)/;
/** How far above a line its key is looked for. */
const LINES_ABOVE = 100;

/** Credentials that are recognised wherever they stand: access keys, tokens, and user and password in a URL. */
const SECRET_FORMS = [
  /LTAI[0-9A-Za-z]{12,30}/g,
  /\bSTS\.[0-9A-Za-z]{10,}/g,
  /\bAKIA[0-9A-Z]{12,20}/g,
  /\b(?:hf|ghp|gho|ghs)_[0-9A-Za-z]{16,}/g,
  /\bsk-[0-9A-Za-z_-]{16,}/g,
  /eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)*/g,
  /(?<=\bBearer[ \t]{1,4})(?!\$\{[A-Za-z_]\w*\}|\$\([A-Za-z_]\w*\))[^\s"']+/gi,
  /(?<=:\/\/)[^/\s:@"']*:[^\s@"']+(?=@)/g,
];

/** Account and instance identifiers in the URL of a managed Prometheus. */
const URL_IDENTIFIERS = /(?<=\/api\/v1\/prometheus\/)[^\s"']+/g;
/** The path of an address behind its name, which may carry identifiers too: `prometheusUrl: x`, `--prometheus-url x`. */
const NAMED_URL = /(url["']?(?:[ \t]*[:=,][ \t]*|[ \t]+(?:is[ \t]+)?)["']?[a-z]+:\/\/[^/\s"']+\/)([^\s"',}\]]+)/gi;
/** The same in a line of its own below its key. */
const URL_KEY = /url["']?[ \t]*:[ \t]*(?:[|>][-+0-9]*)?[ \t]*(?:#.*)?$/i;
const URL_PATH = /(:\/\/[^/\s"']+\/)([^\s"']+)/g;

/** A message with what looks like a credential starred out. */
export function redact(text: string): string {
  let shown = text;
  for (const form of SECRET_FORMS) shown = shown.replace(form, stars);
  return shown.replace(URL_IDENTIFIERS, stars).replace(NAMED_URL, hidePath);
}

/** A line of somebody's file with its secrets starred out, character for character, so that carets stay right. */
export function redactedLine(file: SourceFile, line: number): string {
  const text = file.lineText(line);
  if (isInBlockOf(BLOCK_KEY, file, line, text)) return text.replace(/\S/g, '*');
  const isVariable = [line - 1, line + 1].some((beside) => VARIABLE_NAME.test(file.lineText(beside)));
  const values = [NAMED_VALUE, OPTION_VALUE, VARIABLE_IN_ONE_LINE, ...(isVariable ? [VARIABLE_VALUE] : [])];
  let shown = text;
  for (const value of values) {
    shown = shown.replace(value, (_, name: string, secret: string) => name + (isOpen(secret) ? secret : stars(secret)));
  }
  return redact(isInBlockOf(URL_KEY, file, line, text) ? shown.replace(URL_PATH, hidePath) : shown);
}

/** Whether the value of such a key goes on in this line. */
function isInBlockOf(key: RegExp, file: SourceFile, line: number, text: string): boolean {
  if (text.trim() === '') return false;
  const indentation = indentationOf(text);
  for (let above = line - 1; above >= Math.max(1, line - LINES_ABOVE); above--) {
    const candidate = file.lineText(above);
    if (candidate.trim() === '' || indentationOf(candidate) >= indentation) continue;
    return key.test(candidate) && (/[|>][-+0-9]*[ \t]*(?:#.*)?$/.test(candidate) || !HAS_KEY.test(text));
  }
  return false;
}

function indentationOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** A placeholder is no secret unless it has a default, and neither is a switch such as `automountServiceAccountToken: true`. */
function isOpen(value: string): boolean {
  return /^(["']?\$(?:\{[A-Za-z_]\w*\}|\([A-Za-z_]\w*\))["']?|true|false|[|>][-+0-9]*)$/.test(value.trim());
}

function stars(text: string): string {
  return '*'.repeat(text.length);
}

function hidePath(_: string, before: string, path: string): string {
  return before + stars(path);
}
