import type { Bilingual } from '../../text/bilingual'
import { FEATURES } from './features.sql'
import type { PredictionData, Quality } from './prediction-view'
import { words } from './words'

/** Over it a feature's distribution counts as shifted (Siddiqi 2006). */
const SHIFTED = 0.25
/** Share by which the number of buyers may be missed without a word. */
const NEAR = 0.1

/** What has to be known before these probabilities are used; nothing where nothing is amiss. */
export function remarks({ effects, totals }: PredictionData, quality: Quality | undefined): Bilingual[] {
  const said: Bilingual[] = quality ? [] : [words.untested]
  if (totals.length > 0 && totals.every(({ model }) => model !== 'mbg')) said.push(words.noModelOfPurchases)
  if (quality && quality.aucLow <= 0.5) said.push(words.guessing)
  const off = quality && quality.buyers > 0 ? quality.expected / quality.buyers - 1 : 0
  const share = `${Math.round(Math.abs(off) * 100)} %`
  if (off > NEAR) said.push(words.over(share))
  if (off < -NEAR) said.push(words.under(share))
  const shifted = effects
    .filter(({ drift }) => drift > SHIFTED)
    .flatMap(({ feature }) => FEATURES.find(({ name }) => name === feature)?.about ?? [])
  if (shifted.length > 0)
    said.push({
      en: words.shifted(shifted.map(({ en }) => en.toLowerCase()).join(', ')).en,
      zh: words.shifted(shifted.map(({ zh }) => zh).join('、')).zh,
    })
  return said
}
