// Times: ticks of the page's unit, worded by the same rules as the reports: 4 s, 150 ms, 2 min 3.5 s, 1 h 30 min.

/** Nanoseconds in one tick; set once when the data is read. */
let tickLength = 1;
/** Whether times from a minute on are worded in minutes: so where any time of the page is 2 minutes or more. */
let hasMinutes = false;

const shortUnits = [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9]];

/** A time in ticks as people read it. */
function timeText(ticks) {
  if (!Number.isFinite(ticks)) return say("never");
  const nanoseconds = Math.abs(ticks) * tickLength;
  const sign = ticks < 0 ? "−" : "";
  if (nanoseconds === 0) return "0 s";
  for (let index = 0; index < 3; index++) {
    const limit = hasMinutes && index === 2 ? 1e7 : shortUnits[index + 1][1];
    if (nanoseconds >= limit) continue;
    const thousandths = Math.round(nanoseconds * 1000 / shortUnits[index][1]);
    if (thousandths < 1e6) return `${sign}${thousandths / 1000} ${shortUnits[index][0]}`;
  }
  const milliseconds = Math.round(nanoseconds / 1e6);
  if (milliseconds < (hasMinutes ? 60_000 : 120_000)) return `${sign}${milliseconds / 1000} s`;
  return sign + longTimeText(milliseconds);
}

/** Days, hours, minutes and seconds, from the first that is not 0 to the last that is not. */
function longTimeText(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), "d"], [Math.floor(minutes / 60) % 24, "h"], [minutes % 60, "min"],
    [(milliseconds % 60_000) / 1000, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const last = parts.findLastIndex(([count]) => count > 0);
  return parts.slice(first, last + 1).map(([count, unit]) => `${count} ${unit}`).join(" ");
}

/** An instant on the way: rounded to what a pixel can tell apart, so that its digits do not flicker. */
function instantText(ticks, ticksPerPixel) {
  const step = 10 ** Math.floor(Math.log10(Math.max(ticksPerPixel * tickLength, 1)));
  return timeText(Math.round(ticks * tickLength / step) * step / tickLength);
}

const axisUnits = [["ns", 1], ["µs", 1e3], ["ms", 1e6], ["s", 1e9], ["min", 6e10], ["h", 3.6e12], ["d", 8.64e13]];

/** 1, 2 and 5 times a power of ten up to 50 s, then what divides minutes, hours and days. */
const roundSteps = (() => {
  const steps = [];
  for (let power = 1; power <= 1e9; power *= 10) steps.push(power, 2 * power, 5 * power);
  steps.push(...[10, 15, 20, 30].map((count) => count * 1e9));
  steps.push(...[1, 2, 5, 10, 15, 20, 30].map((count) => count * 6e10));
  steps.push(...[1, 2, 3, 6, 12].map((count) => count * 3.6e12));
  for (let power = 1; power <= 1e4; power *= 10) steps.push(...[1, 2, 5].map((count) => count * power * 8.64e13));
  return steps;
})();

/**
 * Round instants between two, with labels all in one unit: so many steps at most in a span as long as the one given. Where an axis has
 * several such parts, its end says which unit that is. In ticks.
 */
function axisTicks(from, to, steps, span = to - from, axisEnd = to) {
  if (!(span > 0)) return [{ at: from, text: timeText(from) }];
  const step = roundSteps.find((length) => span * tickLength / length < steps) ?? span * tickLength;
  const whole = axisUnits.findLast(([, length]) => step % length === 0) ?? axisUnits[0];
  const larger = axisUnits.findLast(([, length]) => length <= 1e9 && length <= axisEnd * tickLength) ?? whole;
  const unit = larger[1] > whole[1] && step % (larger[1] / 1000) === 0 ? larger : whole;
  const ticks = [];
  for (let index = Math.ceil(from * tickLength / step - 1e-9); index * step <= to * tickLength * (1 + 1e-12); index++) {
    ticks.push({ at: index * step / tickLength, text: `${Number((index * step / unit[1]).toFixed(3))} ${unit[0]}` });
  }
  return ticks;
}
