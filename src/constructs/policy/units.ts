/** Lengths of time and sizes, with the unit in the name of the factory. */
export { Duration, Size } from 'cdk8s';
