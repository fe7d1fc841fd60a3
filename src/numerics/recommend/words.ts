const CHINESE = /[\u3400-\u9fff\uf900-\ufaff]/
const RUN = /[\u3400-\u9fff\uf900-\ufaff]+|[^\u3400-\u9fff\uf900-\ufaff\P{L}]+|\p{N}+[a-z]*/gu

/** Splits running Chinese into words: the runtime's dictionary where it has one, else pairs of neighbouring characters. */
export function chineseSplitter(
  segmenter: Pick<Intl.Segmenter, 'segment'> | null = dictionary(),
): (run: string) => string[] {
  if (!segmenter) return pairs
  return (run) => Array.from(segmenter.segment(run), ({ segment }) => segment)
}

/**
 * Words of a product's name, each as often as it is there: lower case, full-width forms made half-width, Chinese split;
 * one letter of Latin and bare numbers are no words, a number with its unit is (500ml).
 */
export function wordsOf(text: string, split: (run: string) => string[]): string[] {
  const words: string[] = []
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUN)) {
    if (CHINESE.test(run)) words.push(...split(run))
    else if (run.length > 1 && !/^\p{N}+$/u.test(run)) words.push(run)
  }
  return words
}

function dictionary(): Intl.Segmenter | null {
  return typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : null
}

function pairs(run: string): string[] {
  const characters = [...run]
  return characters.length === 1 ? characters : characters.slice(1).map((next, at) => characters[at]! + next)
}
