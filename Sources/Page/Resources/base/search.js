// Searching in sorted numbers.

/** How many of the sorted values are at most the given one. */
function countUpTo(values, limit) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the sorted values are below the given one. */
function countBelow(values, limit) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of the sorted values after an instant (direction 1), or the last before it (−1); null if there is none. */
function neighbour(values, instant, direction) {
  const index = direction > 0 ? countUpTo(values, instant) : countBelow(values, instant) - 1;
  return index >= 0 && index < values.length ? values[index] : null;
}

const clamp = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));
