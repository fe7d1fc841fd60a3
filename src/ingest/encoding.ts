import { concat } from '../engine/concat'
import { LineCutter } from './lines'
import type { LegacyEncoding, PlainEncoding } from './types'
import { countSequences, looksUtf8 } from './utf8'

const SAMPLE_BYTES = 32 * 1024

/** The encoding a file seems to be in, from its first bytes and from samples of its head, middle and tail. */
export async function sniffEncoding(file: Blob): Promise<PlainEncoding> {
  const rest = file.size > SAMPLE_BYTES ? [Math.floor(file.size / 2), file.size - SAMPLE_BYTES] : []
  const samples: Uint8Array[] = []
  for (const start of [0, ...rest]) {
    // Even offsets, so that two-byte units stay whole.
    const from = Math.max(0, start - (start % 2))
    samples.push(new Uint8Array(await file.slice(from, from + SAMPLE_BYTES).arrayBuffer()))
  }
  const head = samples[0] ?? new Uint8Array(0)
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const wide = sniffWide(head)
  if (wide) return wide
  if (samples.every((sample, i) => looksUtf8(sample, i > 0)) || isDirty(samples)) return 'utf-8'
  return sniffLegacy(samples)
}

/** Whether hardly anything speaks against UTF-8, and something for it; the scan asks all of the file. */
function isDirty(samples: readonly Uint8Array[]): boolean {
  const found = samples.map((sample) => countSequences(sample, 0, sample.length))
  const invalid = found.reduce((sum, sample) => sum + sample.invalid, 0)
  return invalid < 3 && found.some(({ short, long }) => short + long > 0)
}

/** UTF-16 without a mark: its line ends, digits and delimiters have a zero beside them. */
function sniffWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 8) return null
  const zeros = [0, 0]
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i & 1]!++
  const [even = 0, odd = 0] = zeros
  // A line end, a digit and a delimiter, at least: one zero is a stray.
  if (even + odd < Math.max(3, 0.02 * bytes.length)) return null
  // 一 has a zero of its own, so the sides are tried in turn.
  const likely = odd >= even ? (['utf-16le', 'utf-16be'] as const) : (['utf-16be', 'utf-16le'] as const)
  return likely.find((encoding) => readsWell(bytes, encoding)) ?? null
}

/** Whether bytes make, in an encoding of two bytes, characters that files of shops are made of. */
function readsWell(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): boolean {
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, bytes.length & ~1))
  const usual = text.match(USUAL)?.length ?? 0
  return usual >= 0.95 * text.length && /[\t\n\r -~]/.test(text)
}

const USUAL =
  /[\t\n\r -~\u00a0-\u024f\u0370-\u04ff\u2000-\u206f\u20a0-\u20bf\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\ud800-\udfff\uff00-\uffef]/g

/**
 * Which of the encodings from before Unicode. Western letters stand alone between ASCII letters; Chinese and
 * Japanese text comes in runs, and read rightly it is made of common characters.
 */
export function sniffLegacy(samples: readonly Uint8Array[]): LegacyEncoding {
  const foreign = samples.map(withoutUtf8)
  const asked = foreign.some((sample) => sample.length > 0) ? foreign : samples
  return evidentLegacy(asked) ?? western(concat(asked))
}

/** The lines that are no UTF-8: of a file put together from two, what the other one is. */
function withoutUtf8(sample: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = []
  const cutter = new LineCutter((bytes, start, end, ascii) => {
    if (!ascii && countSequences(bytes, start, end).invalid > 0) lines.push(bytes.slice(start, end))
  })
  cutter.push(sample)
  cutter.end()
  return concat(lines)
}

/**
 * As `sniffLegacy`; null where nothing speaks for any of them.
 * @param likely from 0 to 1, how likely an encoding is for what is known besides.
 */
export function evidentLegacy(
  samples: readonly Uint8Array[],
  likely: (encoding: LegacyEncoding) => number = () => 1,
): LegacyEncoding | null {
  const bytes = concat(samples)
  if (loneHighBytes(bytes) > 0.7) return western(bytes)
  let best: LegacyEncoding | null = null
  let bestScore = 0.02
  for (const encoding of ['gb18030', 'big5', 'shift_jis', 'euc-kr'] as const) {
    const score = plausibility(samples, encoding) * likely(encoding)
    if (score > bestScore) {
      best = encoding
      bestScore = score
    }
  }
  // Read as Russian, other languages are not mostly made of its ten commonest letters.
  return cyrillic(bytes) > Math.max(0.5, bestScore) ? 'windows-1251' : best
}

/** Windows gave the C1 control characters of Latin-1 to letters and signs, but for five. */
const western = (bytes: Uint8Array): LegacyEncoding =>
  bytes.some((byte) => UNASSIGNED.has(byte)) ? 'iso-8859-1' : 'windows-1252'

/** Of the bytes above ASCII, the share that are common small letters of Russian in Windows-1251: о е а и н т с р в л к м д п у я ы. */
function cyrillic(bytes: Uint8Array): number {
  let [high, common] = [0, 0]
  for (const byte of bytes) {
    if (byte < 0x80) continue
    high++
    if (RUSSIAN.has(byte)) common++
  }
  return high === 0 ? 0 : common / high
}

const RUSSIAN = new Set([
  ...[0xee, 0xe5, 0xe0, 0xe8, 0xed, 0xf2, 0xf1, 0xf0, 0xe2, 0xeb],
  ...[0xea, 0xec, 0xe4, 0xef, 0xf3, 0xff, 0xfb],
])

const UNASSIGNED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

/** Letters with accents; in Windows-1252 €, quotes, dashes, the ellipsis, £, §, °, ©, ®, « and ». */
const isWestern = (byte: number): boolean => byte >= 0xc0 || WESTERN_SIGNS.has(byte)
const WESTERN_SIGNS = new Set([
  0x80, 0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xa3, 0xa7, 0xa9, 0xab, 0xae, 0xb0, 0xbb,
])
const CLOSING = new Set([0x85, 0x92, 0x93, 0x94])

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

function loneHighBytes(bytes: Uint8Array): number {
  let high = 0
  let lone = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue
    high++
    const [before = 0, byte = 0, after = 0] = [bytes[i - 1], bytes[i], bytes[i + 1]]
    const single = isWestern(byte) && before < 0x80 && after < 0x80
    // A letter with the quote that closes behind it.
    const closed = byte >= 0xc0 && CLOSING.has(after) && before < 0x80 && (bytes[i + 2] ?? 0) < 0x80
    // Two letters within a word, as in ção: Chinese hardly stands between letters.
    const within = byte >= 0xc0 && after >= 0xc0 && isLetter(before) && isLetter(bytes[i + 2] ?? 0)
    if (single) lone++
    if (closed || within) lone += 2
  }
  return high === 0 ? 0 : lone / high
}

/** Share of characters that are everyday ones in that encoding's language, less what could not be read. */
function plausibility(samples: readonly Uint8Array[], encoding: LegacyEncoding): number {
  let letters = 0
  let common = 0
  let broken = 0
  for (const sample of samples) {
    for (const character of new TextDecoder(encoding).decode(sample)) {
      const code = character.codePointAt(0)!
      if (code < 0x80) continue
      letters++
      if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) broken++
      else if (COMMON[encoding]?.has(character) || PUNCTUATION.has(character)) common++
      else if (encoding === 'shift_jis' && code >= 0x3041 && code <= 0x30fe) common += 1
      else if (code >= 0x4e00 && code <= 0x9fff) common += 0.05
    }
  }
  // The edges of samples cut characters in two: a few broken ones say nothing.
  return letters === 0 ? 0 : (common - Math.max(0, broken - 2 * samples.length) * 5) / letters
}

const PUNCTUATION = new Set('，。、；：？！（）《》“”「」【】￥')
const SHARED =
  '的一是不在人有我他大中上和国地到以可也你生能子那得自年作里用道行所然家事成方多去法学如都同面起定天分好小部其些主心本前但因只想日力与把十民第公此已工使情明性知全三又正外将高由重手文政美相利等新制身果加合表化老先住告子品金店会女男白黑水色包元号姓名地址省市区'
const COMMON: Partial<Record<LegacyEncoding, Set<string>>> = {
  gb18030: new Set(
    SHARED +
      '这个们来为说时要就出对着于发后种经么现当没动看进还样开从实军者无它长机关点业两间问很最战体见被产或西斯话回特代内信门应订单额户编码数量价员类别时间日期买卖东北京广苏江浙湖南湾退款支付宝贝标题湿霜补装液护肤',
  ),
  big5: new Set(
    SHARED +
      '這個們來為說時要就出對著於發後種經麼現當沒動看進還樣開從實軍者無它長機關點業兩間問很最戰體見被產或西斯話回特代內信門應訂單額戶編碼數量價員類別時間買賣東北京廣臺灣退款國與會學將應總',
  ),
  'euc-kr': new Set(
    '이다는의가에을를고지한사기도하로자인대서리시어나정일보수부해아스주전제그장라여원상유관구신조소경성동문비과무계안연모실생방단내개체미양위행세진현등품호민회금액명번객결날짜회름카원울산광남북천배송완료취색컵',
  ),
  shift_jis: new Set(SHARED + '円様注文商品番号数量価格会員氏都県東京大阪購入者込税配送備考'),
}
