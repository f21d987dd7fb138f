const { START_MS, STEP_MS, TICKS } = require('./recorded-time');

/** Records series of scrape targets. A target is scraped every 30 s at an offset of its own. */
exports.SeriesRecorder = class {
  constructor() {
    this.series = [];
    this.times = new Map();
  }

  /** A series over the whole day; `valueAt` gives its value at a scrape. */
  record(offset, labels, valueAt) {
    this.recordSpans(offset, labels, [{ start: 0, end: undefined }], valueAt);
  }

  /**
   * A series in spans from scrape `start` up to scrape `end`, where a stale marker stands; an undefined end is the end of the
   * day.
   */
  recordSpans(offset, labels, spans, valueAt) {
    const ticks = [];
    const values = [];
    const stale = [];
    for (const { start, end = TICKS } of spans) {
      for (let tick = Math.max(start, 0); tick < end; tick++) {
        ticks.push(tick);
        values.push(valueAt(tick));
      }
      if (end === TICKS) continue;
      stale.push(values.length);
      ticks.push(end);
      values.push(Number.NaN);
    }
    this.series.push({ labels, timestamps: this.timestamps(offset, ticks), values, stale });
  }

  /** One array for equal scrapes of a target: series scraped together share it. */
  timestamps(offset, ticks) {
    const key = `${offset} ${ticks.join()}`;
    if (!this.times.has(key)) {
      const timestamps = ticks.map((tick) => START_MS + tick * STEP_MS + offset);
      this.times.set(key, timestamps);
    }
    return this.times.get(key);
  }
};
