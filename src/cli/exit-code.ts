/** What the command's exit says. A higher one wins. */
export const ExitCode = {
  /** Nothing at or above `--fail-on`. */
  clean: 0,
  /** Findings at that level. */
  findings: 1,
  /** Wrong use, or input that could not be read. */
  badInput: 2,
  /** A fault of Foresail itself. */
  internal: 3,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}
