import { expect, test } from 'vitest'
import { trainAtRandom } from '../../../../src/numerics/recommend/at-random'
import { evaluate } from '../../../../src/numerics/recommend/evaluate'
import { tasteOf, type Taste } from '../../../../src/numerics/recommend/interactions'
import { splitMembersRandomly } from '../../../../src/numerics/recommend/splits'
import { trialOf } from '../../../../src/numerics/recommend/trial'
import { seeded } from '../../../../src/numerics/random'
import { tasteShop } from './random-shop'

test('the same member has the same list, another or somebody new another', () => {
  const shop = tasteShop(4, 12, 6)
  const listOf = (taste: Taste, seed = 1) => {
    const scores = new Float64Array(shop.items)
    trainAtRandom(shop, { seed }).score(taste, scores)
    return [...scores]
  }
  expect(listOf(tasteOf(shop, 0))).toEqual(listOf(tasteOf(shop, 0)))
  expect(listOf(tasteOf(shop, 0))).not.toEqual(listOf(tasteOf(shop, 0), 2))
  const model = trainAtRandom(shop)
  const newcomer = { member: -1, items: new Int32Array(0), weights: [] }
  const [first, second] = [new Float64Array(shop.items), new Float64Array(shop.items)]
  model.score(newcomer, first)
  model.score(newcomer, second)
  expect([...first]).not.toEqual([...second])
})

test('its precision is the share of what is sought among what can be shown', () => {
  const random = seeded(4)
  const lines = 20_000
  const member = Float64Array.from({ length: lines }, () => random.below(1000))
  const item = member.map(() => random.below(100))
  const { parts } = splitMembersRandomly(member, { validation: 0, test: 0.5 }, 1)
  const trial = trialOf({ member, item }, parts)
  const { means } = evaluate(trainAtRandom(trial.train), trial, { ks: [10] })
  const chance =
    trial.asked.reduce((sum, { taste, relevant }) => sum + relevant.length / (100 - taste.items.length), 0) /
    trial.asked.length
  expect(means[0]!.precision).toBeGreaterThan(0.93 * chance)
  expect(means[0]!.precision).toBeLessThan(1.07 * chance)
})
