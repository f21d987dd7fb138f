/**
 * Foresail as a cdk8s validation plugin: `cdk8s synth` then runs the checks of `foresail validate`. In `cdk8s.yaml`:
 *
 *     validations:
 *       - package: ./node_modules/foresail/lib/plugin
 *         class: ForesailValidation
 *         version: 0.1.0
 *
 * @packageDocumentation
 */
export { ForesailValidation } from './foresail-validation';
export type { ForesailValidationProps } from './plugin-props';
