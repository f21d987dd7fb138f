export const PORT_NAME_RULE =
  'at most 15 characters: lower-case letters, digits and "-", with a letter among them, and no "-" at an end or beside another';

/** Source: apimachinery, util/validation, IsValidPortName. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text);
}

/** Source: apimachinery, util/validation, IsValidPortNum. */
export function isPortNumber(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
