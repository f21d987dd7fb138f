import { createHash } from 'node:crypto';
import { findingKey } from '../checks/finding-key';
import type { Diagnostic } from '../checks/validation-report';

/** A name for each finding that stays when its lines, its file or its numbers change; no two of one report share it. */
export function fingerprintsOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  const seen = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const key = findingKey(diagnostic);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return createHash('sha256')
      .update(JSON.stringify([key, ordinal]))
      .digest('hex');
  });
}
