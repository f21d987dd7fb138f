import type { JudgeOptions } from './judge';

/** The severities from which on findings make the command fail. */
export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'] as const;

export interface ValidateOptions extends JudgeOptions {
  readonly failOn: (typeof FAIL_ON)[number];
  readonly failOnUnchecked?: true;
  readonly failOnNew?: true;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  /** The version of Foresail. */
  readonly version: string;
}
