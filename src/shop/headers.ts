import { simplified } from './han-forms'

/**
 * A header as people write it, in the form the shop's words are kept in: half-width, lower case, words separated by
 * single spaces, units and notes in brackets dropped, no space beside a Chinese character.
 * Traditional characters become simplified ones, letters lose their accents.
 * `InvoiceNo`, `invoice_no` and ` Invoice No. ` become `invoice no`; `订单 ID` and `订单ID（18位）` become `订单id`.
 */
export function normaliseHeader(header: string): string {
  const known = normalised.get(header)
  if (known !== undefined) return known
  // The same few thousand words and headers are asked for again and again.
  if (normalised.size >= 20_000) normalised.clear()
  const normal = normalise(header)
  normalised.set(header, normal)
  return normal
}

const normalised = new Map<string, string>()
const BESIDE_CJK = (() => {
  const cjk = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]`
  return new RegExp(`(?<=${cjk}) | (?=${cjk})`, 'gu')
})()

/** Latin letters without accents; kana keep their marks, for there they are other letters. */
const folded = (text: string): string =>
  /[\u00c0-\u024f]/.test(text)
    ? text.replace(
        /[\u00c0-\u024f]/g,
        (letter) => OTHER_LETTERS[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, ''),
      )
    : text

/** Russian and Arabic letters that people write in several ways. */
const oneForm = (text: string): string =>
  /[\u0400-\u06ff]/.test(text)
    ? text
        .replace(/[\u064b-\u0652\u0670\u0640]/g, '')
        .replace(/[\u0401\u0451\u0622\u0623\u0625\u0649\u0629]/g, (letter) => ONE_FORM[letter] ?? letter)
    : text

const ONE_FORM: Readonly<Record<string, string>> = {
  Ё: 'Е',
  ё: 'е',
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ى: 'ي',
  ة: 'ه',
}

const OTHER_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
}

const normalise = (header: string): string =>
  simplified(oneForm(folded(header.normalize('NFKC'))))
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(BESIDE_CJK, '')

/**
 * By what power of ten a header says that its amounts were divided, and in which word: 销售额(万元), Revenue (k USD),
 * Amount ['000]; or multiplied: 金额(分), amount_cents. A lone m is left alone: it may be a length.
 */
export function headerScale(header: string): { power: number; word: string } | null {
  const narrow = header.normalize('NFKC')
  const parts = HUNDREDTHS.exec(narrow)
  if (parts) return { power: -2, word: (parts[1] ?? parts[2] ?? '').trim() }
  const found = HEADER_SCALE.exec(narrow)
  const word = found?.[1]
  if (word === undefined) return null
  const power = SCALE_WORDS.find(([pattern]) => pattern.test(word))?.[1]
  return power === undefined ? null : { power, word: word.trim() }
}

const MONEY = String.raw`(?:rmb|cny|usd|eur|gbp|jpy|hkd|twd|元|圆|人民币|美元|[$€£¥])`
const HEADER_SCALE = new RegExp(
  String.raw`[(\[【]\s*(?:单位\s*:?\s*)?${MONEY}?\s*((?:十亿|亿|千万|百万|十万|万|千|thousands?|millions?|mn|mio|k|'?000s?)\s*${MONEY}?)\s*[)\]】]`,
  'i',
)
const HUNDREDTHS = /[([【]\s*(?:单位\s*:?\s*|in )?(分|cents?|pence|fen)\s*[)\]】]|(?:^|[ _-])(cents|fen)$/i
const SCALE_WORDS: readonly (readonly [RegExp, number])[] = [
  [/^十亿/, 9],
  [/^亿/, 8],
  [/^千万/, 7],
  [/^(百万|million|mn|mio)/i, 6],
  [/^十万/, 5],
  [/^万/, 4],
  [/^(千|thousand|k|'?000)/i, 3],
]

/**
 * How well a header names a thing that goes by `words`, 0 to 1, with the word that was found. 1 is the very word;
 * a header that contains it scores less the more else it says. Earlier words win ties.
 */
export function headerMatch(header: string, words: readonly string[]): { score: number; word: string } {
  const normal = normaliseHeader(header)
  let best = { score: 0, word: '', rank: Infinity }
  for (const { word, wanted, parts, rank } of candidates(normal, words)) {
    const score =
      (normal === wanted ? 1 : containment(normal, wanted, parts)) - Math.min(rank, MOST_RANK) * 0.001
    const better = score > best.score || (score === best.score && rank < best.rank)
    if (better && score > 0.1) best = { score, word, rank }
  }
  return { score: best.score, word: best.word }
}

/** From here on later words are as good as each other. */
const MOST_RANK = 80

interface Wanted {
  word: string
  /** Normalised. */
  wanted: string
  parts: string[]
  rank: number
}

/** The words by their first part; those in Chinese characters apart, for they may stand anywhere in a header. */
interface Index {
  chinese: Wanted[]
  byPart: Map<string, Wanted[]>
}

const indices = new WeakMap<readonly string[], Index>()
/** Scripts that write their words without blanks. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}]/u

/** Of all words those that may be in the header at all: a file can have thousands of columns, most of them strangers. */
function candidates(normal: string, words: readonly string[]): Wanted[] {
  let index = indices.get(words)
  if (!index) indices.set(words, (index = indexOf(words)))
  const found: Wanted[] = []
  for (const part of normal.split(' ')) found.push(...(index.byPart.get(part) ?? []))
  if (index.chinese.length > 0 && UNSPACED.test(normal)) found.push(...index.chinese)
  return found
}

function indexOf(words: readonly string[]): Index {
  const index: Index = { chinese: [], byPart: new Map() }
  words.forEach((word, rank) => {
    const wanted = normaliseHeader(word)
    const parts = wanted.split(' ')
    const entry = { word, wanted, parts, rank }
    if (UNSPACED.test(wanted)) index.chinese.push(entry)
    else index.byPart.set(parts[0] ?? '', [...(index.byPart.get(parts[0] ?? '') ?? []), entry])
  })
  return index
}

/** Words too general to say much as a part of a longer header. */
const GENERAL = new Set([
  ...'дата,время,клиент,покупатель,товар,заказ,цена,сумма,имя,статус,название,наименование,город,карта,주문,상품,고객,회원,구매자,금액,상태,수량,가격,메일,이름,주소,تاريخ,الطلب,العميل,المنتج,سعر,المبلغ,الحاله,اجمالي,القيمه,الشحن'.split(
    ',',
  ),
  ...'fecha,datum,data,cliente,client,kunde,producto,produit,prodotto,produto,articulo,artikel,articolo,pedido,commande,ordine,bestellung,auftrag,rechnung,facture,factura,fattura,precio,prix,preis,prezzo,preco,importe,montant,betrag,importo,monto,valor,nombre,nom,nome,estado,etat,statut,stato,summe,somme,totale,heure,hora,ora,zeit,reference,referencia,ville,ciudad,cidade,citta,stadt,ort,pays,pais,land,paese,canal,canale,kanal,niveau,nivel,note,nota,descripcion,descricao,descrizione,designation,libelle,adresse,mail,genre,alter,menge,anzahl,categorie,categoria,kategorie,marke,marque,marca,tel'.split(
    ',',
  ),
  ...[
    'date',
    'time',
    'total',
    'value',
    'name',
    'item',
    'items',
    'price',
    'state',
    'class',
    'title',
    'source',
    'store',
  ],
  ...[
    'member',
    'customer',
    'buyer',
    'product',
    'order',
    'level',
    'units',
    'sales',
    'amount',
    'invoice',
    'city',
  ],
  ...[
    'region',
    'country',
    'status',
    'channel',
    'category',
    'platform',
    'device',
    'description',
    'email',
    'phone',
    'age',
    'review',
    'comment',
    'score',
    'cost',
    'click',
    'coupon',
    'campaign',
    'session',
    'income',
  ],
  ...[
    '日期',
    '时间',
    '商品',
    '会员',
    '订单',
    '顾客',
    '省',
    '市',
    '等级',
    '来源',
    '分类',
    '金额',
    '状态',
    '渠道',
    '评价',
    '手机',
    '电话',
    '活动',
    '职业',
    '收入',
  ],
])

/** Words that name a thing only where they stand alone: "store id" is no id of a member. */
const ONLY_ALONE = new Set(
  'id,person,type,group,label,segment,page,path,author,content,message,open,start,end,visit,job,received,success,编号,内容,标签'.split(
    ',',
  ),
)

function containment(header: string, wanted: string, parts: readonly string[]): number {
  if (wanted === '' || header.length <= wanted.length || ONLY_ALONE.has(wanted)) return 0
  const ceiling = GENERAL.has(wanted) ? 0.55 : 0.8
  if (UNSPACED.test(wanted)) {
    if (!header.includes(wanted)) return 0
    return Math.max(0.3, ceiling - 0.04 * (header.length - wanted.length))
  }
  const tokens = header.split(' ')
  if (!parts.every((part) => tokens.includes(part))) return 0
  return Math.max(0.3, ceiling - 0.08 * (tokens.length - parts.length))
}
