/** What tells the series of a service from those of others in its namespace. */
export interface ServiceIdentity {
  /** The container's name; undefined for a workload from elsewhere whose author does not say it. */
  readonly container: string | undefined;
  /** The Service's name; undefined likewise. */
  readonly service: string | undefined;
}
