const { hourOf, TICKS } = require('./recorded-time');

/** The value at an hour on a line through points of hour and value. Corners only: no function whose last digit a machine may choose. */
function shapeAt(points, hour) {
  const next = points.findIndex(([at]) => at > hour);
  const [fromHour, from] = points[next - 1];
  const [toHour, to] = points[next];
  return from + ((to - from) * (hour - fromHour)) / (toHour - fromHour);
}

/**
 * What a service is asked to do at each scrape, in percent of one GPU: a daily shape, slow drift, and bursts of some minutes.
 */
exports.demandOf = (random, { shape, hoursAhead }) => {
  let drift = 0;
  let burst = { left: 0, factor: 1 };
  return Array.from({ length: TICKS }, (_, tick) => {
    drift = 0.97 * drift + 0.03 * (random() + random() - 1);
    if (burst.left > 0) burst.left--;
    else if (random() < 1 / 300) burst = { left: 6 + Math.floor(random() * 14), factor: 1.3 + random() * 0.6 };
    const factor = burst.left > 0 ? burst.factor : 1;
    return shapeAt(shape, hourOf(tick, hoursAhead)) * factor * (1 + 1.5 * drift);
  });
};
