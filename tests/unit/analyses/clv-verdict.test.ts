import { describe, expect, test } from 'vitest'
import { verdict, type Evidence } from '../../../src/analyses/clv/verdict'

const good: Evidence = {
  chosen: 'bg',
  members: 2357,
  repeaters: 946,
  span: 546,
  horizon: 182,
  actual: 1000,
  models: [
    { model: 'bg', logLikelihood: -100, converged: true, expected: 950, error: 0.4 },
    { model: 'mbg', logLikelihood: -101, converged: true, expected: 900, error: 0.41 },
    { model: 'pareto', logLikelihood: NaN, converged: false, expected: NaN, error: NaN },
  ],
  ownRate: { expected: 1500, error: 0.6 },
  meanRate: { expected: 1200, error: 0.7 },
  correlation: 0.05,
  largest: 0.02,
}
const bg = { model: 'bg', logLikelihood: -100, converged: true, expected: 950, error: 0.4 }

describe('the verdict follows the evidence', () => {
  test('a model that held is believed, and its numbers are said', () => {
    const { level, reasons } = verdict(good)
    expect(level).toBe('believe')
    expect(reasons[0]?.en).toContain('950')
    expect(reasons[0]?.en).toContain('5 % too few')
  })

  test.each<[string, Partial<Evidence>, string]>([
    ['a miss by a quarter', { actual: 1270 }, 'care'],
    ['a miss by half', { actual: 2000 }, 'doubt'],
    ['a rule of thumb that does as well', { ownRate: { expected: 990, error: 0.4 } }, 'care'],
    ['money that goes with frequency', { correlation: 0.6 }, 'care'],
    ['few members', { members: 80 }, 'care'],
    ['one member with most of the value', { largest: 0.9 }, 'care'],
    ['few days', { span: 90 }, 'care'],
    ['a search that ended at an edge', { models: [{ ...bg, converged: false }] }, 'doubt'],
    ['nothing to test on', { actual: 0 }, 'doubt'],
    ['nobody who came back', { repeaters: 0 }, 'doubt'],
    ['no fit at all', { models: [{ ...bg, logLikelihood: NaN }] }, 'doubt'],
  ])('%s', (_, change, level) => expect(verdict({ ...good, ...change }).level).toBe(level))

  test.each<[string, Partial<Evidence>, string]>([
    ['no day is held out', { horizon: 0, actual: NaN }, 'The data are too short'],
    ['nothing came in the days held out', { actual: 0 }, 'Earlier members bought nothing in the 182 days'],
    ['no fit to the days before', { models: [{ ...bg, expected: NaN, error: NaN }] }, 'No fit was found'],
  ])('says why there is no test: %s', (_, change, reason) =>
    expect(verdict({ ...good, ...change }).reasons[0]?.en).toContain(reason),
  )

  test('a model that could not be fitted is no shop without repeat purchases', () => {
    const { sentence } = verdict({ ...good, models: [{ ...bg, logLikelihood: NaN }] })
    expect(sentence.en).toContain('could not be fitted')
    expect(verdict({ ...good, repeaters: 0 }).sentence.en).toContain('on a second day')
  })

  test('a shop of one day is too young, whoever bought twice in it', () => {
    expect(verdict({ ...good, span: 1 }).sentence.en).toContain('nobody could have come back yet')
  })

  test('a rule that is nearer to each member and further off in the sum does not do as well', () => {
    const { level, reasons } = verdict({ ...good, ownRate: { expected: 300, error: 0.3 } })
    expect(level).toBe('believe')
    expect(reasons.map(({ en }) => en).join(' ')).toContain('but not to the sum (it expected 300 of 1,000)')
  })

  test('what rounds to nothing has no sign', () => {
    const text = verdict({ ...good, correlation: -0.001 })
      .reasons.map(({ en }) => en)
      .join(' ')
    expect(text).toContain('(correlation 0.00)')
  })

  test('both winners are named where they differ', () => {
    const { reasons } = verdict({
      ...good,
      models: [bg, { ...bg, model: 'mbg', logLikelihood: -90, expected: 800 }],
    })
    expect(
      reasons.some(({ en }) =>
        en.startsWith('MBG/NBD is the most likely of the two that could be fitted; BG/NBD'),
      ),
    ).toBe(true)
  })

  test('a model without a maximum wins nothing, misses by no number, and names those that have one', () => {
    const edge = { ...bg, model: 'mbg', logLikelihood: -90, converged: false, expected: NaN, error: NaN }
    const said = (models: Evidence['models']) =>
      verdict({ ...good, chosen: 'mbg', models }).reasons.map(({ en }) => en)
    const beside = said([bg, edge])
    expect(beside.join(' ')).not.toMatch(/NaN|most likely|misses a member/)
    expect(beside.some((reason) => reason.endsWith('A maximum was found for BG/NBD.'))).toBe(true)
    expect(
      said([edge]).some((reason) =>
        reason.includes('for the other models either; the same figure in other ways'),
      ),
    ).toBe(true)
  })

  test('a model in which nobody leaves: with care, and not where others tell that members do', () => {
    const nbd = { model: 'nbd', logLikelihood: -100.5, converged: true, expected: 1010, error: 0.4 }
    const edge = { ...bg, converged: false }
    const alone = verdict({ ...good, chosen: 'nbd', models: [edge, nbd] })
    expect(alone.level).toBe('care')
    expect(alone.reasons.map(({ en }) => en).join()).toContain(
      'It takes nobody to leave, P(alive) is 1 for all',
    )
    expect(verdict({ ...good, chosen: 'nbd', models: [bg, nbd] }).level).toBe('care')
    const clear = verdict({ ...good, chosen: 'nbd', models: [bg, { ...nbd, logLikelihood: -104 }] })
    expect(clear.level).toBe('doubt')
    expect(clear.reasons.map(({ en }) => en).join()).toContain('BG/NBD is more likely beyond chance')
    const onEdge = verdict({ ...good, chosen: 'nbd', models: [{ ...edge, logLikelihood: -90 }, nbd] })
    expect(onEdge.level).toBe('doubt')
    const other = verdict({ ...good, models: [edge, nbd] })
    expect(other.reasons.map(({ en }) => en).join()).toContain('A maximum was found for NBD')
  })
})
