/**
 * How values that point at a person are shown and exported: 张*, 138****1234, l***@x.com. What a column holds is told
 * by its name, and where its name says nothing, by each value's own form.
 */
export type SensitiveKind = 'name' | 'phone' | 'email' | 'address' | 'id_card'

/** A whole text that matches `pattern` becomes `mask`, with $1, $2 for what stays. Read alike by JavaScript and RE2. */
export interface MaskRule {
  pattern: string
  mask: string
}

const EMAIL: MaskRule = { pattern: '^([^ \\t@])[^ \\t@]*@([^ \\t@]+[.][^ \\t@.]+)$', mask: '$1***@$2' }
/** 18 characters with a birthday in the middle: GB 11643. */
const ID_CARD: MaskRule = {
  pattern:
    '^([1-9])[0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}([0-9Xx])$',
  mask: '$1****************$2',
}
const MOBILE: MaskRule = {
  pattern: '^((?:(?:[+]|00)?86[ -]?)?1[3-9][0-9])[ -]?[0-9]{4}[ -]?([0-9]{4})$',
  mask: '$1****$2',
}
const FOREIGN: MaskRule = { pattern: '^([+][0-9]{2})[0-9 ().-]{5,}([0-9]{2})$', mask: '$1*****$2' }
const LANDLINE: MaskRule = { pattern: '^(0[0-9]{2,3})-[0-9]{5,6}([0-9]{2})$', mask: '$1-*****$2' }
const REGION = '((?:[^0-9]{2,8}?(?:省|自治区))?(?:[^0-9]{2,8}?市)?)'
const STREET: MaskRule = {
  pattern: `^${REGION}.*(?:路|街|大道|巷|弄|村|镇|小区|区).*[0-9].*(?:号|室|栋|幢|楼|单元).*$`,
  mask: '$1****',
}
const MASKED: MaskRule = { pattern: '^(.*[*][*].*)$', mask: '$1' }

/** The first that matches holds. */
export const RULES_BY_VALUE: readonly MaskRule[] = [EMAIL, ID_CARD, MOBILE, FOREIGN, LANDLINE, STREET]
export const RULES_BY_KIND: Readonly<Record<SensitiveKind, readonly MaskRule[]>> = {
  name: [{ pattern: '^(.).*$', mask: '$1*' }],
  phone: [MASKED, MOBILE, LANDLINE, { pattern: '^(.{3}).{2,}(.{2})$', mask: '$1****$2' }, all('****')],
  email: [EMAIL, { pattern: '^(.).*$', mask: '$1***' }],
  address: [{ pattern: `^${REGION}.*$`, mask: '$1****' }],
  id_card: [MASKED, { pattern: '^(.).{4,}(.)$', mask: '$1****************$2' }, all('****')],
}

/** Whatever a value rule matches, this matches too; it costs less. */
export const MAY_BE_SENSITIVE = '@|[0-9][0-9 ().-]{5,}[0-9Xx]|[0-9].*[号室栋幢楼元]'

function all(mask: string): MaskRule {
  return { pattern: '^.+$', mask }
}

const compiled = new Map<string, RegExp>()

function compile(pattern: string, flags = 'su'): RegExp {
  const known = compiled.get(pattern + flags) ?? new RegExp(pattern, flags)
  compiled.set(pattern + flags, known)
  return known
}

/** `kind` null: only a value that has the form of a phone number, e-mail, id card or street address is masked. */
export function maskValue(text: string, kind: SensitiveKind | null): string {
  if (text === '' || (kind === null && !compile(MAY_BE_SENSITIVE).test(text))) return text
  const rules = kind === null ? RULES_BY_VALUE : RULES_BY_KIND[kind]
  const rule = rules.find(({ pattern }) => compile(pattern).test(text))
  return rule ? text.replace(compile(rule.pattern), rule.mask) : text
}

/** Masks what looks like an e-mail, id card or mobile number anywhere in a longer text. */
export function maskWithin(text: string): string {
  return [EMAIL, ID_CARD, MOBILE].reduce(
    (masked, { pattern, mask }) => masked.replace(within(pattern), mask),
    text,
  )
}

/** The rule without its anchors, where no letter or digit stands before or behind. */
const within = (pattern: string): RegExp =>
  compile(
    `(?<![\\w*@.])${pattern.slice(1, -1).replaceAll('[^ \\t@]', '[\\w.+-]').replaceAll('[^ \\t@.]', '[\\w-]')}(?![\\w*@])`,
    'gu',
  )

/** What each column of a table holds by its name; null where the name points at no person. */
export function sensitiveKinds(names: readonly string[]): (SensitiveKind | null)[] {
  const kinds = names.map(kindOfName)
  // "Name" alone is a product's as often as a person's: beside a phone or a birthday it is a person's.
  const aboutPersons =
    kinds.some((kind) => kind !== null && kind !== 'address') ||
    names.some((name) => PERSON.test(plain(name)))
  return kinds.map(
    (kind, i) => kind ?? (aboutPersons && BARE_NAME.test(plain(names[i] ?? '')) ? 'name' : null),
  )
}

const PERSON =
  /^(gender|sex|birthday|birth ?date|date of birth|dob|age|geschlecht|geslacht|geboortedatum|anrede|geburtsdatum|geburtstag|sexe|civilite|date de naissance|sexo|fecha (de )?nacimiento|data (de )?nascimento|sesso|data di nascita|пол|дата рождения|возраст|성별|생년월일|생일|나이|연령|الجنس|تاريخ الميلاد|العمر|性别|生日|出生日期|年龄)$/
const BARE_NAME = /^(name|naam|nom|nombre|nome|名字|名称|全名)$/

/** Words that say something about such a value without being one: email_opt_in, phone_count, 手机品牌. */
const ABOUT =
  /(^| )(is|has|accepts|count|counts|n|hash|hashed|domain|verified|opt|subscribed|type|flag|rate|status|provider|opens|clicks|campaign|id|ip|model|brand)( |$)|是否|次数|数量|个数|品牌|型号|归属|类型|状态|渠道|ip地址/

/** German, Dutch, French, Spanish, Italian and Portuguese, without accents. A product's nom or nombre is none of these. */
const LATIN_NAMES: readonly (readonly [SensitiveKind, RegExp])[] = [
  [
    'email',
    /(^| )(e ?)?mail ?adres(se)?$|^courriel$|^adresse (e ?)?mail$|^correo( electronico)?$|^(endereco de|indirizzo) (e ?)?mail$/,
  ],
  [
    'phone',
    /^(telefon|mobil|handy|mobiltelefon)( ?(nummer|nr))?$|^(numero (de |di )?)?(telephone|telefono|telefone|portable)( (portable|movil|fixe|fijo))?$|^(telefoon|mobiel)( ?nummer)?$|^(movil|celular|telemovel|cellulare)$/,
  ],
  [
    'address',
    /^(liefer|rechnungs|post)?(adresse|anschrift)$|^stra(ss|ß)e$|^adresse de (livraison|facturation)$|^(direccion|endereco|indirizzo)( de (envio|entrega|facturacion)| di (spedizione|fatturazione))?$|^domicilio$|^via$|^(aflever|factuur)?adres$|^straat$/,
  ],
  [
    'name',
    /^(klant|voor|achter)naam$|^volledige naam$|^kundnamn$|^(kunden|vor|nach|familien) ?name$|^vollstandiger name$|^prenom$|^(nom|nombre|nome) (de |del |do |du |della )?(famille|client|cliente|complet|completo|comprador)$|^nom et prenom$|^nombre y apellidos$|^apellidos?$|^cognome$|^sobrenome$|^nominativo$|^ragione sociale$/,
  ],
]

/** Russian, Korean and Arabic, with Arabic letters as people also write them. */
const SCRIPT_NAMES: readonly (readonly [SensitiveKind, RegExp])[] = [
  [
    'email',
    /^(эл(ектронная)? ?)?почта( клиента| покупателя)?$|이메일|^메일( ?주소)?$|^البريد( ال[اإ]لكتروني)?( .*)?$|^ال[اإ]يميل$/,
  ],
  ['phone', /телефон|^моб(ильный)?( номер)?$|전화|휴대폰|핸드폰|휴대 ?전화|연락처|الجوال|الهاتف|الموبايل/],
  [
    'address',
    /^адрес( доставки| клиента| покупателя)?$|^улица$|주소|^배송지$|العنوان|عنوان التوصيل|عنوان الشحن/,
  ],
  ['id_card', /паспорт|주민 ?등록|여권|رقم الهوي[ةه]|جواز/],
  [
    'name',
    /^фио( клиента| покупателя)?$|^фамилия( имя.*)?$|^отчество$|^имя( клиента| покупателя| получателя)?$|^получатель$|^(이름|성명)$|(회원|고객|구매자|주문자|수취인|수령인|받는 ?사람|받는 ?분|보내는 ?분)( ?(이름|명|성명))?$|اسم (العميل|المشتري|المستلم|الزبون)|^الاسم( الكامل| ال[أا]ول| ال[أا]خير)?$|^المستلم$/,
  ],
]

const NAMES: readonly (readonly [SensitiveKind, RegExp])[] = [
  ...LATIN_NAMES,
  ...SCRIPT_NAMES,
  ['email', /(^| )(e ?)?mail( ?address)?( ?\d+)?$|邮箱|电子邮件|邮件地址/],
  [
    'id_card',
    /(^| )(id ?card|identity ?card|passport|national id|ssn|social security)( ?(no|num|number))?$|身份证|证件号|护照/,
  ],
  [
    'phone',
    /(^| )(phone|mobile|cell|cellphone|telephone|tel|whatsapp|fax)( ?(phone|no|num|nr|number))?( ?\d+)?$|手机|电话|传真/,
  ],
  ['address', /(^| )(address|addr|street)( ?line)?( ?\d+)?$|地址|住址|门牌/],
  [
    'name',
    /(^| )(first|last|full|given|family|middle|customer|client|member|buyer|real|recipient|receiver|consignee|contact|shipping|billing|ship to|bill to|payer|person|cardholder|guest|employee|staff) ?name$|(^| )(surname|lastname|firstname|fullname|consignee|recipient|contact person)$|姓名|收货人$|收件人$|联系人$|持卡人$|(客户|顾客|会员|买家)名称$/,
  ],
]

function kindOfName(name: string): SensitiveKind | null {
  const words = plain(name)
  // An id card says "id" of itself.
  const found = NAMES.find(([, pattern]) => pattern.test(words))?.[0] ?? null
  return found !== null && found !== 'id_card' && ABOUT.test(words) ? null : found
}

/** "customerEmail", "Customer_Email " and "customer email" are one; so are prénom and prenom. */
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
