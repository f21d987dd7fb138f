/** The recorded day: 24 hours at 30 s that end on a fixed date. */
exports.STEP_MS = 30_000;
exports.END_MS = Date.UTC(2026, 10, 20);
exports.START_MS = exports.END_MS - 24 * 3_600_000;
/** Scrapes of one target in that time. */
exports.TICKS = (exports.END_MS - exports.START_MS) / exports.STEP_MS;

/** The hour of the day, with its fraction, at a scrape, in a zone that is so many hours ahead of UTC. */
exports.hourOf = (tick, hoursAhead) => ((tick * exports.STEP_MS) / 3_600_000 + hoursAhead) % 24;
