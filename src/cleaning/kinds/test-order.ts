import { join, sql } from '../../sql/sql'
import { holdsWord } from './patterns.sql'
import { number, words, type RuleKind } from './kind'

/** Orders placed to try the shop: by words in the row, and by amounts that nobody pays. */
export const testOrder: RuleKind = {
  id: 'test_order',
  name: { en: 'Test orders', zh: '测试订单' },
  tables: ['sales'],
  actions: ['flag', 'aside'],
  goesFirst: false,
  fields: [
    {
      name: 'words',
      kind: 'words',
      label: { en: 'Words', zh: '词' },
      note: {
        en: 'Looked for in product, order number, member, status and channel; Latin words as whole words.',
        zh: '在商品、订单号、会员、状态、渠道中查找;拉丁字母的词按整词匹配。',
      },
      initial: '测试, 勿发, 请勿发货, 内部, test, testing, demo, dummy',
    },
    {
      name: 'atMost',
      kind: 'number',
      label: { en: 'Amounts up to', zh: '金额不超过' },
      note: { en: 'Above zero; 0 for none.', zh: '大于零的;填 0 表示不用。' },
      initial: 0.01,
      min: 0,
      max: 1000,
      step: 0.01,
    },
  ],
  label: () => ({ en: 'Test orders', zh: '测试订单' }),
  about: (parameters) => ({
    en: `One of these words: ${words(parameters, 'words').join(', ')}; or an amount up to ${number(parameters, 'atMost')}.`,
    zh: `含有以下词之一:${words(parameters, 'words').join('、')};或金额不超过 ${number(parameters, 'atMost')}。`,
  }),
  catches: ({ parameters }) => {
    const columns = [
      sql`product_name`,
      sql`product_id`,
      sql`order_id`,
      sql`member_id`,
      sql`status`,
      sql`channel`,
    ]
    return sql`select * from stage
where ${join(
      columns.map((column) => holdsWord(column, words(parameters, 'words'))),
      ' or ',
    )}
  or coalesce(amount > 0 and amount <= ${number(parameters, 'atMost')}, false)`
  },
}
