import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import type { Encoding } from '../../../src/ingest/types'
import { encode } from './encode'
import { textFile } from './files'

const rows = (line: string, count: number) => `${line}\n`.repeat(count)

async function read(bytes: Uint8Array<ArrayBuffer>) {
  const report = await inspectFile(textFile(bytes))
  const { csv, loaded, rejectedCount } = await normaliseFile(textFile(bytes), report)
  expect(loaded + rejectedCount).toBe(report.records)
  return { report, text: await csv.text() }
}

describe('encodings are found', () => {
  const simplified = `订单编号,会员名,金额,收货地址\n${rows('1001,张三,12.50,广东省广州市天河区', 20)}`
  const traditional = `訂單編號,會員名,金額,地址\n${rows('1001,張三,12.50,臺北市信義區', 20)}`
  const japanese = `注文番号,会員,金額,商品名\n${rows('1001,山田さん,1250,ジャケットの黒', 20)}`
  const western = `código,cidade,preço\n${rows('1,São Paulo,12', 20)}${rows('2,Goiânia,5', 5)}`
  const control = `id,cidade\n${rows('1,São Paulo', 20)}2,x\u0081y\n`

  it.each<[Encoding, string]>([
    ['utf-8', simplified],
    ['gb18030', simplified],
    ['utf-16le', simplified],
    ['utf-16be', simplified],
    ['utf-16le', `订单编号\n${rows('一二三四五六七八九十', 10)}`],
    ['big5', traditional],
    ['shift_jis', japanese],
    ['windows-1252', western],
    ['windows-1252', `name,price\n${rows('café,€ 5', 20)}`],
    ['windows-1252', `Artikel,Preis\n${rows('Käsespätzle „groß“,12.50 €', 20)}`],
    ['windows-1252', `nom,prix\n${rows('L’été – « déjà vu »…,5 €', 20)}`],
    ['gb18030', `性别,金额\n${rows('男,5', 20)}${rows('女,6', 20)}`],
    ['shift_jis', `店,金額\n${rows('本店,5', 20)}${rows('日本橋店,6', 5)}`],
    ['iso-8859-1', control],
  ])('%s', async (encoding, text) => {
    const { report, text: loaded } = await read(encode(text, encoding))
    expect(report.dialect.encoding).toBe(encoding)
    expect(loaded).toBe(text)
    expect(report.readInPlace).toBe(encoding === 'utf-8')
  })

  it('Chinese that begins between the samples, after megabytes of ASCII', async () => {
    const ascii = rows('1001,zhang,12.50', 150_000)
    const text = `id,name,amount\n${ascii}${rows('1001,张三,12.50', 40)}${ascii}${ascii}`
    const { report, text: loaded } = await read(encode(text, 'gb18030'))
    expect([report.dialect.encoding, report.records]).toEqual(['gb18030', 450_040])
    expect(loaded.slice(-ascii.length * 2 - 60)).toContain('张三')
  }, 60_000)

  it('files of other encodings that are in order are only decoded; others are rewritten', async () => {
    expect((await read(encode(simplified, 'gb18030'))).report.transcodes).toBe(true)
    for (const odd of [
      simplified.replace('12.50', '12"50'),
      simplified.replaceAll(',', ';'),
      `${simplified}x\n`,
    ])
      expect((await read(encode(odd, 'gb18030'))).report.transcodes).toBe(false)
    const headless = encode(rows('1001,张三,12.50', 5), 'gb18030')
    expect((await read(headless)).text).toBe(`column_1,column_2,column_3\n${rows('1001,张三,12.50', 5)}`)
  })
})
