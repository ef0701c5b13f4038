/**
 * For how many days a desk may be away from its hub before it shows nothing, where nobody has said otherwise. Longer than an
 * office is closed in summer (two months): whoever comes back finds a desk that works, also if the hub is not on yet. What
 * protects a disk that was lost is its encryption, from the first day; this is for computers that nobody thinks of any more.
 */
export const DEFAULT_LEASE_DAYS = 90;
