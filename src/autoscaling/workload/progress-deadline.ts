/** Seconds without progress after which a Deployment's rollout counts as failed, where it says nothing. */
export const PROGRESS_DEADLINE_DEFAULT = 600;
