import type { Bilingual } from '../../text/bilingual'

/** Columns of the shop's tables that no file supplies as they are. */
export const DERIVED_COLUMNS: Readonly<Record<string, Bilingual>> = {
  lines: { en: 'lines of the order', zh: '订单的明细行数' },
  gross: { en: 'sum of the lines, before returns', zh: '退货前的金额合计' },
  returned: { en: 'money that went back', zh: '退回的金额' },
  net: { en: 'gross less returned', zh: '毛额减退回' },
  paid: { en: 'sum of the payments', zh: '付款合计' },
  payments: { en: 'number of payments', zh: '付款次数' },
  category_name: { en: 'name of the category', zh: '类目名称' },
  source: { en: 'number of the file, from 0', zh: '文件序号,从 0 起' },
  source_row: { en: 'number of the record in its file, from 1', zh: '在文件中的第几条记录,从 1 起' },
}
