/**
 * Reads manifests and adapter rules back and checks the chain from exporter series to replicas, as `foresail validate` does.
 *
 * @packageDocumentation
 */

export type { BaseReading } from './checks/base-reading';
export { type ValidateOptions, validate } from './checks/validate';
export type { Diagnostic, NotChecked, ValidationReport } from './checks/validation-report';
export type { ProjectConfig } from './config/project-config';
export { readProjectFile } from './config/project-file';
export type { Fleet } from './fleet/fleet';
export type { FleetSnapshot } from './fleet/fleet-snapshot';
export type { InputFile } from './fleet/input-file';
export { loadSnapshots } from './fleet/load-snapshots';
export { type FleetReading, type ReadFleetsOptions, readFleets } from './fleet/read-fleets';
export { formatGithub } from './report/github';
export { formatGitlab } from './report/gitlab';
export { formatJson } from './report/json';
export { formatJunit } from './report/junit';
export { formatMarkdown } from './report/markdown';
export { formatSarif, type SarifOptions } from './report/sarif';
export { formatText } from './report/text';
export type { Finding, Severity } from './source/finding';
export { InputError } from './source/input-error';
export { SourceFile } from './source/source-file';
