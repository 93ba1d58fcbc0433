/** The median and the quartiles of measurements, rounded to thousandths. */
export function quartiles(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (part) => Number(sorted[Math.floor(part * (sorted.length - 1))].toFixed(3))
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) }
}
