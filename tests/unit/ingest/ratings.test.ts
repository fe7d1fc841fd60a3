import { describe, expect, test } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { realFile, textFile } from '../shop-fixture'

const proposalOf = async (file: File) => {
  const [proposal] = proposeSources([await inspectFile(file)])
  return [
    proposal?.table,
    Object.fromEntries(proposal?.matches.map(({ role, column }) => [role, column]) ?? []),
  ]
}

const headless = (of: (i: number) => (string | number)[], rows = 200, by = '\t') =>
  Array.from({ length: rows }, (_, i) => of(i).join(by)).join('\n')

describe('files of ratings', () => {
  test.skipIf(realFile('movielens/ml-100k/u.data') === null)('MovieLens 100k, without a header', async () => {
    expect(await proposalOf(realFile('movielens/ml-100k/u.data')!)).toEqual([
      'reviews',
      { member_id: 'column_1', product_id: 'column_2', rating: 'column_3', reviewed_at: 'column_4' },
    ])
  })

  test('with a header of films', async () => {
    const text =
      'userId,movieId,rating,timestamp\n' +
      headless((i) => [i % 20, i % 31, (i % 10) / 2, 964982703 + i], 200, ',')
    expect(await proposalOf(textFile('ratings.csv', text))).toEqual([
      'reviews',
      { member_id: 'userId', product_id: 'movieId', rating: 'rating', reviewed_at: 'timestamp' },
    ])
  })

  test('items that are rated are no questions of a survey; a few questions are', async () => {
    const of = (items: number) =>
      textFile('a.csv', 'user,item,rating\n' + headless((i) => [i % 20, i % items, 1 + (i % 5)], 300, ','))
    expect(await proposalOf(of(61))).toEqual([
      'reviews',
      { member_id: 'user', product_id: 'item', rating: 'rating' },
    ])
    expect((await proposalOf(of(3)))[0]).toBe('surveys')
  })

  test('ids, ratings and no time', async () => {
    const [table, columns] = await proposalOf(
      textFile(
        'a.tsv',
        headless((i) => [i % 20, i % 31, 1 + (i % 5)]),
      ),
    )
    expect([table, columns]).toEqual([
      'reviews',
      { member_id: 'column_1', product_id: 'column_2', rating: 'column_3' },
    ])
  })

  test('numbers of another kind are no ratings', async () => {
    const wide = await proposalOf(
      textFile(
        'b.tsv',
        headless((i) => [i % 20, i % 31, i % 97, 964982703 + i]),
      ),
    )
    const unique = await proposalOf(
      textFile(
        'c.tsv',
        headless((i) => [i, i % 31, 1 + (i % 5), 964982703 + i]),
      ),
    )
    expect([wide[0], unique[0]]).toEqual([null, null])
  })
})
