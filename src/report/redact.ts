/** Keys whose values are credentials, as they stand in YAML, JSON and headers. */
const SECRET_VALUE =
  /((?:token|_ak|_sk|password|passwd|secret|authorization|access_?key(?:_?id|_?secret)?)["']?[ \t]*[:=][ \t]*)(\S.*)$/i;

/** Forms of credentials that are recognised wherever they stand: access keys, web tokens, and user and password in a URL. */
const SECRET_FORMS = [
  /LTAI[0-9A-Za-z]{12,30}/g,
  /eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]+)*/g,
  /(?<=:\/\/)[^/\s:@"']+:[^/\s@"']+(?=@)/g,
];

/** Account and instance identifiers in the URL of a managed Prometheus. */
const URL_IDENTIFIERS = /(?<=\/api\/v1\/prometheus\/)[^\s"']+/g;

/** A line of somebody's file with its secrets starred out, character for character, so that carets stay right. */
export function redact(line: string): string {
  let shown = line.replace(SECRET_VALUE, (_, key: string, value: string) =>
    isPlaceholder(value) ? key + value : key + stars(value),
  );
  for (const form of SECRET_FORMS) shown = shown.replace(form, stars);
  return shown.replace(URL_IDENTIFIERS, stars);
}

/** A placeholder is no secret, and neither is a switch such as `automountServiceAccountToken: true`. */
function isPlaceholder(value: string): boolean {
  return /^(["']?\$[{(][^{}()]*[})]["']?|true|false)$/.test(value.trim());
}

function stars(text: string): string {
  return '*'.repeat(text.length);
}
