/** A score from 0 to 100 with one decimal: what is not all is never shown as 100.0. */
export function scoreText(score: number | null): string {
  if (score === null) return '–'
  return (score < 100 ? Math.min(99.9, score) : score).toFixed(1)
}
